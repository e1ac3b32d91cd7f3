/** The server's clock as this device knows it, so that every page shows the same second. */

import { computed, signal } from "@preact/signals";

const offset = signal(0);
const beat = signal(0);
let measured: { roundTrip: number; at: number } | null = null;
let ticking: ReturnType<typeof setTimeout> | undefined;

/** Gives the server's time now, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + offset.peek();
}

/**
 * Learns the offset from one exchange. The answer was written about half a round trip ago, and the
 * quickest exchange of the last minute is the least wrong; a jump of the device's clock (a sleep, a
 * person who sets it) makes every older measure worthless.
 */
export function learnClock(now: number, askedAt: number, answeredAt: number = Date.now()): void {
  const roundTrip = Math.max(0, answeredAt - askedAt);
  const found = now + roundTrip / 2 - answeredAt;
  const stale = !measured || answeredAt - measured.at > 60_000 || answeredAt < measured.at;
  const jumped = Math.abs(found - offset.peek()) > 1_000 + roundTrip;
  if (measured && !stale && !jumped && roundTrip > measured.roundTrip) return;
  measured = { roundTrip, at: answeredAt };
  offset.value = found;
}

/** The server's time, renewed at each of its whole seconds while somebody looks at it. */
export const second = computed(() => {
  beat.value;
  offset.value;
  return Math.floor((serverNow() + 20) / 1000) * 1000;
});

function tick(): void {
  beat.value += 1;
  ticking = setTimeout(tick, 1000 - (((serverNow() % 1000) + 1000) % 1000) + 5);
}

/** Starts the beat; harmless when it runs already. */
export function startClock(): void {
  if (ticking === undefined) tick();
}
