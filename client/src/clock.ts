/** The server's clock as this device knows it, so that every page shows the same second. */

import { computed, signal } from "@preact/signals";

const offset = signal(0);
const beat = signal(0);
/** Between which offsets the true one lies, as of an instant of the device's clock. */
let known: { low: number; high: number; at: number } | null = null;
let ticking: ReturnType<typeof setTimeout> | undefined;

/** How fast a device's clock may run away, in milliseconds a millisecond: cheap ones do a tenth of this. */
const DRIFT = 1e-4;
/** When to ask the hour after coming in, in milliseconds; the last of them again and again. */
const ASKED_AFTER = [100, 200, 300, 400, 600, 800, 1_000, 1_500, 2_000, 3_000, 120_000] as const;

/** Gives the server's time now, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + offset.peek();
}

/**
 * Learns the offset from one exchange. The server said `now` after it was asked and before its answer
 * came, which gives a least and a greatest offset; what several exchanges leave in common is narrow
 * even where each of them was slow (Marzullo's intersection). Where nothing is left in common, the
 * device's clock was set meanwhile, and what was known is worthless.
 */
export function learnClock(now: number, askedAt: number, answeredAt: number = Date.now()): void {
  const low = now - answeredAt;
  const high = now - Math.min(askedAt, answeredAt);
  const run = known ? Math.abs(answeredAt - known.at) * DRIFT : 0;
  const both = known && { low: Math.max(low, known.low - run), high: Math.min(high, known.high + run) };
  known = { ...(both && both.low <= both.high ? both : { low, high }), at: answeredAt };
  offset.value = (known.low + known.high) / 2;
}

/** Asks the hour some times after coming in, then now and then, for as long as an answer comes. */
export async function keepClock(ask: () => Promise<{ now: number } | null>): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const wait = ASKED_AFTER[Math.min(turn, ASKED_AFTER.length - 1)];
    await new Promise((done) => setTimeout(done, wait));
    const askedAt = Date.now();
    const answer = await ask();
    if (!answer) return;
    learnClock(answer.now, askedAt);
  }
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
