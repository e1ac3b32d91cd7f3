/** What changed between two readings of one field, and where a caret stands after it. */

import type { Splice } from "./together";

const low = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));

/**
 * Gives the one piece that differs between two texts, or null where none does. The caret stands
 * behind what was typed, which tells « aa » typed before an « a » from « aa » typed after it. A
 * character made of two halves, such as 🌱, is never cut between them.
 */
export function spliced(was: string, now: string, caret: number): Splice | null {
  if (was === now) return null;
  const most = Math.min(was.length, now.length);
  let tail = 0;
  const mostTail = Math.min(most, Math.max(0, now.length - caret));
  while (tail < mostTail && was.at(-1 - tail) === now.at(-1 - tail)) tail++;
  let head = 0;
  while (head < most - tail && was[head] === now[head]) head++;
  while (tail < most - head && was.at(-1 - tail) === now.at(-1 - tail)) tail++;
  while (head > 0 && (low(was, head) || low(now, head))) head--;
  while (tail > 0 && (low(was, was.length - tail) || low(now, now.length - tail))) tail--;
  return { at: head, gone: was.length - tail - head, came: now.slice(head, now.length - tail) };
}

/** Gives where a caret stands once others have changed the text around it. */
export function carried(caret: number, splices: readonly Splice[]): number {
  let at = caret;
  for (const splice of splices) {
    if (splice.at >= at) continue;
    at = Math.max(splice.at, at - splice.gone) + splice.came.length;
  }
  return at;
}
