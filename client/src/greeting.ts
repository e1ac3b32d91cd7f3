/** What a device asks together with being let in. */

import type { Entering } from "./wire.gen";

/** What one enters with: what is held already, and, with `later`, without the long texts at first. */
export type Greeting = Entering & { since: number | null; later: boolean };

/** Gives what to enter with; `later` only where the device can unpack what is sent apart. */
export function greetingOf(since: number | null, later: boolean): Greeting {
  const packed = typeof DecompressionStream !== "undefined";
  return { since, packed, later: packed && later };
}
