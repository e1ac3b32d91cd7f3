/** What a device asks together with being let in. */

import type { Entering } from "./wire.gen";

/** What one enters with: what is held already, and, with `later`, without the long texts at first. */
export type Greeting = Entering & { since: number | null; later: boolean };

/**
 * Gives what to enter with; `later` only where the device can unpack what is sent apart, `mark` only where the
 * server has said one. `plainly`: for a server of the day before, which refuses what it does not know.
 */
export function greetingOf(
  since: number | null,
  later: boolean,
  mark: number | null = null,
  plainly = false,
): Greeting {
  const packed = typeof DecompressionStream !== "undefined";
  const asked = { since, packed, later: packed && later };
  if (plainly) return asked;
  return mark === null ? { ...asked, parts: packed } : { ...asked, parts: packed, mark };
}
