import { afterEach, expect, test, vi } from "vitest";
import { call } from "./api";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A way that is dead without a word: nothing comes until one stops waiting. */
function dead(): void {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => {
    return new Promise((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason)));
  });
}

/** What a call has come to after so many seconds; null where it waits on. */
async function after(seconds: number, body: unknown): Promise<string | null> {
  let code: string | null = null;
  call("/api/rooms/ABCDEF/join", { body }).catch((why) => {
    code = why.code;
  });
  await vi.advanceTimersByTimeAsync(seconds * 1_000);
  return code;
}

test("a call to which nothing is answered is said to have failed, and one that takes a file up waits on", async () => {
  dead();
  expect(await after(25, {})).toBe(null);
  expect(await after(35, {})).toBe("network.gone");
  expect(await after(600, new FormData())).toBe(null);
});
