/** Cutting long lists into pages that a hall can read. */

import type { Criterion, Statement } from "../wire.gen";

/** Says whether a statement stands on the board: neither withdrawn nor merged into another. */
export function stands(statement: Statement): boolean {
  return !statement.withdrawn && statement.merged_into === null;
}

/** What a page holds under its title, in lines of the wall's large type, and how much of a text is a line. */
export const WALL = 12.8;
const LINE = 66;
/** In the same lines: the space to the next text, a line of small type, and the bar of a vote with its words. */
export const SPACE = 0.55;
export const SMALL = 0.65;
const BAR = 1.75;

/** How high a text stands on the wall, in lines of its large type. */
export function lines(text: string, line = LINE): number {
  return Math.ceil(text.length / line);
}

export interface SynthesisPage {
  criterion: Criterion | null;
  statements: Statement[];
}

/**
 * Gives the pages of the synthesis: by criterion in order, then those without one, at most five statements
 * a page and no more than the wall holds: a long sentence takes the place of two, and so does a vote's bar.
 */
export function synthesisPages(
  criteria: Criterion[],
  statements: Statement[],
  voted: (statement: Statement) => boolean = () => false,
): SynthesisPage[] {
  const high = (one: Statement) => lines(one.text) + SMALL + SPACE + (voted(one) ? BAR : 0);
  const pages: SynthesisPage[] = [];
  const sorted = [...statements].filter(stands).sort((a, b) => a.order - b.order);
  for (const criterion of [...[...criteria].sort((a, b) => a.order - b.order), null]) {
    const own = sorted.filter((one) => one.criterion === (criterion?.id ?? null));
    for (const part of cut(own, 5, WALL, high)) pages.push({ criterion, statements: part });
  }
  return pages;
}

/** Cuts a list into parts of at most `most` items and of `room`, each taking what `high` says of it. */
export function cut<T>(items: T[], most: number, room: number, high: (item: T) => number): T[][] {
  const parts: T[][] = [];
  let taken = 0;
  for (const item of items) {
    const last = parts.at(-1);
    if (last && last.length < most && taken + high(item) <= room) {
      last.push(item);
      taken += high(item);
    } else {
      parts.push([item]);
      taken = high(item);
    }
  }
  return parts;
}
