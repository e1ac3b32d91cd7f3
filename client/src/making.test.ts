import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RefusedCall } from "./api";
import { make } from "./making";

const WANTED = { code: "K7MPQ2", token: "t", form: "pdf", language: "fr" } as const;
const made = (id: string, phase: string) =>
  Response.json({ id, seq: 9, form: "pdf", phase, ahead: 0, why: "" });
const gone = () =>
  Response.json({ code: "record.unknown", facts: {}, status: 404 }, { status: 404, statusText: "Not Found" });

/** What a process answers by what is asked of it; `null` where nobody is there. */
type Process = (method: string, path: string) => Response | null;
const first: Process = (method) => made("one", method === "POST" ? "waiting" : "writing");
const away: Process = () => null;
const second: Process = (method, path) => {
  if (method === "POST") return made("two", "waiting");
  if (path.includes("/one")) return gone();
  return path.endsWith("/file") ? new Response("%PDF") : made("two", "done");
};

let asked: string[] = [];

/** Lets the given processes answer in turn: each one call, and the last all that come after. */
function served(...processes: Process[]): void {
  vi.stubGlobal("fetch", async (path: string, how?: RequestInit) => {
    const process = processes.length > 1 ? processes.shift() : processes[0];
    asked.push(`${how?.method ?? "GET"} ${path.split("/makings")[1]}`);
    const answer = process?.(how?.method ?? "GET", path);
    if (!answer) throw new TypeError("Failed to fetch");
    return answer;
  });
}

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function ended(): Promise<string> {
  const done = make(WANTED, new AbortController().signal).then(
    ({ blob }) => blob.text(),
    (fault: RefusedCall) => fault.code,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  return done;
}

it("is begun anew where the process that made it has ended", async () => {
  served(first, first, away, away, second);
  expect(await ended()).toBe("%PDF");
  expect(asked).toEqual(["POST ", "GET /one", "GET /one", "POST ", "POST ", "GET /two", "GET /two/file"]);
});

it("is begun anew by another process that knows nothing of it", async () => {
  served(first, second);
  expect(await ended()).toBe("%PDF");
});

it("says at once that nobody is there, and in the end that nobody comes back", async () => {
  served(away);
  expect(await ended()).toBe("network.gone");
  expect(asked).toHaveLength(1);
  served(first, away);
  expect(await ended()).toBe("network.gone");
});
