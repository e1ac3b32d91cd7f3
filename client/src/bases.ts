/**
 * What the texts that this device is still writing were begun on. An edit that is begun before the one before it
 * has its answer carries the revision of before both; once the server has that one word for word, the next was
 * begun on it, and is not merged as if somebody else had written between.
 */

import type { Fields } from "./shelf";
import type { Change } from "./wire.gen";

/** The field that several people may write in, by kind: the server merges it against an op's `base`. */
export const WRITTEN: { [kind: string]: string } = {
  card: "text",
  appraisal: "reason",
  statement: "text",
  proposal: "text",
};

/** Gives the record whose text an op is expected to change or to begin, as `kind/id`. */
export function writtenOn(changes: readonly Change[]): string | undefined {
  const change = changes.find(([, kind]) => kind in WRITTEN);
  return change && `${change[1]}/${change[2]}`;
}

/** An own op's text stands on the server as it was typed: whoever began between `from` and `to` began on it. */
interface Step {
  from: number;
  to: number;
}

export class Bases {
  private steps = new Map<string, Step[]>();

  /** Takes in what became of an own op: what was expected of it, from which revision on, and the record as it is. */
  landed(change: Change, base: number | undefined, record: Fields | undefined): void {
    const field = WRITTEN[change[1]];
    const expected = change[0] === "drop" ? undefined : (change[3] as Fields);
    const from = base ?? expected?.rev;
    if (!field || !record || typeof from !== "number" || typeof record.rev !== "number") return;
    if (typeof expected?.[field] !== "string" || expected[field] !== record[field]) return;
    const on = `${change[1]}/${change[2]}`;
    this.steps.set(on, [...(this.steps.get(on) ?? []), { from, to: record.rev }]);
  }

  /** Gives what an edit of a record's text that was begun on `base` is merged against. */
  now(on: string, base: number): number {
    let at = base;
    for (const { from, to } of this.steps.get(on) ?? []) if (from <= at && at < to) at = to;
    return at;
  }
}
