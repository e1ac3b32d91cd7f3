/** Cutting long lists into pages that a hall can read. */

import type { Criterion, Statement } from "../wire.gen";

/** Says whether a statement stands on the board: neither withdrawn nor merged into another. */
export function stands(statement: Statement): boolean {
  return !statement.withdrawn && statement.merged_into === null;
}

export interface SynthesisPage {
  criterion: Criterion | null;
  statements: Statement[];
}

/**
 * Gives the pages of the synthesis: by criterion in order, then those without one, `most` statements
 * or `room` characters a page, whichever comes first, because a long sentence takes the place of two.
 */
export function synthesisPages(
  criteria: Criterion[],
  statements: Statement[],
  most = 5,
  room = 900,
): SynthesisPage[] {
  const pages: SynthesisPage[] = [];
  const sorted = [...statements].filter(stands).sort((a, b) => a.order - b.order);
  for (const criterion of [...[...criteria].sort((a, b) => a.order - b.order), null]) {
    const own = sorted.filter((one) => one.criterion === (criterion?.id ?? null));
    for (const part of cut(own, most, room)) pages.push({ criterion, statements: part });
  }
  return pages;
}

/** Cuts a list into parts of at most `most` items and about `room` characters. */
export function cut<T extends { text: string }>(items: T[], most: number, room: number): T[][] {
  const parts: T[][] = [];
  let length = 0;
  for (const item of items) {
    const last = parts.at(-1);
    if (last && last.length < most && length + item.text.length <= room) {
      last.push(item);
      length += item.text.length;
    } else {
      parts.push([item]);
      length = item.text.length;
    }
  }
  return parts;
}
