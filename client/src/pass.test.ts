import { afterEach, describe, expect, test, vi } from "vitest";
import { passFor } from "./pass";
import { keepPass, passes, takeToken } from "./session";

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
