import "fake-indexeddb/auto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { passFor } from "./pass";
import { changePass, forgetRoom, keepPass, passes, takeToken } from "./session";
import { Hall, HallWire } from "./testing/hall";
import { Visit } from "./visit";

const wires: HallWire[] = [];
vi.mock("./socket", () => ({
  openSocket: () => {
    const wire = new HallWire(new Hall());
    wires.push(wire);
    return wire;
  },
}));
vi.mock("./version", () => ({ reloadIfReplaced: async () => {} }));

/** The address bar, as far as a token stands in it. */
function address(hash: string): { hash: string } {
  const bar = { hash, pathname: "/r/ABCDEF/console", search: "" };
  vi.stubGlobal("location", bar);
  vi.stubGlobal("history", {
    state: null,
    replaceState: () => {
      bar.hash = "";
    },
  });
  return bar;
}

afterEach(() => void vi.unstubAllGlobals());

describe("a link pasted into the tab of its page", () => {
  test("opens the page anew with a fresh token, once", () => {
    keepPass("ABCDEF", "console", { token: "ended", who: "p1" });
    const before = passes.value;
    const bar = address("#t=fresh");
    takeToken("ABCDEF", "console");
    takeToken("ABCDEF", "console");
    expect(passFor("ABCDEF", "console")).toEqual({ token: "fresh" });
    expect(passes.value).toBe(before + 1);
    expect(bar.hash).toBe("");
  });

  test("leaves the page as it is with the token that it has", () => {
    keepPass("ABCDEF", "console", { token: "same", who: "p1" });
    const before = passes.value;
    address("#t=same");
    takeToken("ABCDEF", "console");
    expect(passFor("ABCDEF", "console")).toEqual({ token: "same", who: "p1" });
    expect(passes.value).toBe(before);
  });
});

describe("somebody’s personal link on a device of one’s own", () => {
  test("takes its place, and keeps the one that was here to go back to", () => {
    keepPass("DDDDDD", "person", { token: "bruno", who: "p2" });
    address("#t=amel");
    takeToken("DDDDDD", "person");
    expect(passFor("DDDDDD", "person")).toEqual({ token: "amel" });
    expect(passFor("DDDDDD", "before")).toEqual({ token: "bruno", who: "p2" });
    forgetRoom("DDDDDD");
    expect(passFor("DDDDDD", "before")).toBeNull();
  });

  test("is no other place on a device that has none", () => {
    address("#t=amel");
    takeToken("EEEEEE", "person");
    expect(passFor("EEEEEE", "before")).toBeNull();
  });
});

describe("a line that comes back", () => {
  /** Comes in with a pass of which nobody knows yet whose it is. */
  async function comesIn(code: string): Promise<Visit> {
    vi.stubGlobal("document", new EventTarget());
    vi.stubGlobal("window", new EventTarget());
    keepPass(code, "person", { token: "old" });
    const visit = new Visit(code, "person", { token: "old" });
    visit.start();
    await vi.waitFor(() => expect(visit.outbox.value).not.toBeNull(), 5_000);
    return visit;
  }

  async function comesBack(visit: Visit): Promise<void> {
    wires.at(-1)?.disconnect();
    expect(visit.line.status.value.is).toBe("offline");
    visit.line.check();
    await vi.waitFor(() => expect(visit.line.status.value.is).toBe("live"), 5_000);
    visit.stop();
  }

  test("says whose pass it is", async () => {
    const visit = await comesIn("AAAAAA");
    expect(passFor("AAAAAA", "person")).toEqual({ token: "old", who: "p1" });
    visit.stop();
  });

  test("leaves the pass alone with which another tab came in since", async () => {
    const visit = await comesIn("BBBBBB");
    changePass("BBBBBB", "person", { token: "new", who: "p2" });
    await comesBack(visit);
    expect(passFor("BBBBBB", "person")).toEqual({ token: "new", who: "p2" });
  });

  test("brings no pass back that another tab put away", async () => {
    const visit = await comesIn("CCCCCC");
    changePass("CCCCCC", "person", null);
    await comesBack(visit);
    expect(passFor("CCCCCC", "person")).toBeNull();
  });
});
