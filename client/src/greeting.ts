/** What a device asks together with being let in. */

import type { Entering } from "./wire.gen";

/** What one enters with: what is held already, and, with `later`, without the long texts at first. */
export type Greeting = Entering & { since: number | null; later: boolean };

/**
 * Gives what to enter with; `later` only where the device can unpack what is sent apart, `mark` only where the
 * server has said one: those of yesterday refuse what they do not know.
 */
export function greetingOf(since: number | null, later: boolean, mark: number | null = null): Greeting {
  const packed = typeof DecompressionStream !== "undefined";
  const asked = { since, packed, parts: packed, later: packed && later };
  return mark === null ? asked : { ...asked, mark };
}
