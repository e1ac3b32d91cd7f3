import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { chance } from "./testing/hall";

const TRUE_NOW = 1_780_000_000_000;

/** A device whose own clock is wrong, behind a network whose every message takes from 20 to 400 ms. */
async function shown(skew: number, random: () => number, exchanges: number): Promise<number> {
  vi.resetModules();
  const { learnClock, serverNow } = await import("./clock");
  let at = TRUE_NOW;
  const latency = () => 20 + 380 * random();
  for (let turn = 0; turn < exchanges; turn += 1) {
    const askedAt = at + skew;
    at += latency();
    const now = Math.floor(at);
    at += latency();
    learnClock(now, askedAt, at + skew);
    at += 500;
  }
  vi.setSystemTime(at + skew);
  return serverNow() - at;
}

describe("the clock", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test("[R21] of every device is within 200 ms of every other's, however slow and uneven the network", async () => {
    const random = chance(7);
    const errors: number[] = [];
    for (let device = 0; device < 60; device += 1)
      errors.push(await shown((random() - 0.5) * 7_200_000, random, 11));
    expect(Math.max(...errors) - Math.min(...errors)).toBeLessThan(200);
  });

  test("[R21] is right to half a round trip after the first exchange", async () => {
    const random = chance(3);
    for (let device = 0; device < 20; device += 1)
      expect(Math.abs(await shown(random() * 1_000_000, random, 1))).toBeLessThanOrEqual(191);
  });

  test("[R21] follows a person who sets the device's clock", async () => {
    vi.resetModules();
    const { learnClock, serverNow } = await import("./clock");
    learnClock(TRUE_NOW, TRUE_NOW - 40, TRUE_NOW + 40);
    const hour = 3_600_000;
    learnClock(TRUE_NOW + 5_000, TRUE_NOW + 4_960 - hour, TRUE_NOW + 5_040 - hour);
    vi.setSystemTime(TRUE_NOW + 6_000 - hour);
    expect(Math.abs(serverNow() - (TRUE_NOW + 6_000))).toBeLessThan(50);
  });
});
