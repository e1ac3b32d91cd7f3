/** What everybody is called to look at, the queue of raised hands, and the clocks beside the step's. */

import type { Kind } from "../room";
import type { Hand, Timer } from "../wire.gen";

export const CALLED = ["card", "statement", "board", "page", "experience", "proposal"] as const;
export type Called = (typeof CALLED)[number];

/** Reads a reference `<kind>/<id>`; null where it is none that people can be called to. */
export function readReference(on: string | null | undefined): { kind: Called; id: string } | null {
  const cut = on?.indexOf("/") ?? -1;
  if (!on || cut < 0) return null;
  const kind = CALLED.find((one) => one === on.slice(0, cut)) satisfies Kind | undefined;
  return kind ? { kind, id: on.slice(cut + 1) } : null;
}

/** Gives the raised hands, the one that waits longest first. */
export function queueOf(hands: Hand[]): Hand[] {
  return [...hands].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Gives the clocks that a table sees: the room's and its own, the one that ends first first. */
export function timersFor(timers: Timer[], group: string | null): Timer[] {
  return timers
    .filter((timer) => timer.group === null || timer.group === group)
    .sort((a, b) => a.ends_at - b.ends_at);
}

/** The marks, in minutes before a step's end, at which people are told. */
export const MARKS = [5, 1, 0] as const;
export type Mark = (typeof MARKS)[number];

/**
 * Gives the mark that was passed between two looks at the time that is left; null where none was. A
 * clock that was set anew (time added, another step) jumps up or far down, and then nothing is told.
 */
export function markPassed(before: number | null, now: number | null): Mark | null {
  if (before === null || now === null || before - now > 30_000) return null;
  return MARKS.find((minutes) => before > minutes * 60_000 && now <= minutes * 60_000) ?? null;
}
