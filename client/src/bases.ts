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

/** Gives the text that a record has, where it is one that several people may write in. */
export function textOf(kind: string, record: Fields | undefined): unknown {
  const field = WRITTEN[kind];
  return field && record?.[field];
}

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
  /** Up to which revision the texts that this device saw of a record may be of another log than the server has. */
  private lost = new Map<string, number>();

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

  /** Says that the server has another log, in which these texts are not as they were seen here up to `seq`. */
  begunElsewhere(changed: readonly string[], seq: number): void {
    this.steps.clear();
    for (const on of changed) this.lost.set(on, seq);
  }

  /** Says whether what was seen of a record up to `base` may be nothing that the server knows of. */
  isLost(on: string, base: number): boolean {
    return base <= (this.lost.get(on) ?? -1);
  }

  /** Gives what an edit of a record's text that was begun on `base` is merged against. */
  now(on: string, base: number): number {
    // Against the words that it was made with: of those that were seen the server cannot know.
    let at = this.isLost(on, base) ? 0 : base;
    for (const { from, to } of this.steps.get(on) ?? []) if (from <= at && at < to) at = to;
    return at;
  }
}
