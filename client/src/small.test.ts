import { describe, expect, test } from "vitest";
import { changed } from "./changed";
import { newId, sortAfter } from "./ids";
import { initialsOf } from "./parts/chip";
import { spell, timeLeft } from "./parts/clock";
import { shade } from "./parts/matrix";
import { cleanCode, routeOf } from "./router";

describe("ids", () => {
  test("sort in the order in which they were made, within one millisecond too", () => {
    const ids = Array.from({ length: 10_000 }, () => newId());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("sort after what waits on the device, though its clock was set back in between", () => {
    const waiting = newId(Date.now() + 3_600_000);
    sortAfter(waiting);
    const next = newId(Date.now());
    expect([next, waiting].sort()).toEqual([waiting, next]);
    sortAfter("nonsense");
    expect(newId() > next).toBe(true);
  });
});

describe("addresses", () => {
  test("lead to their pages", () => {
    expect(routeOf("/")).toEqual({ page: "home" });
    expect(routeOf("/r/abc234")).toEqual({ page: "person", code: "ABC234" });
    expect(routeOf("/r/ABC234/console/")).toEqual({ page: "console", code: "ABC234" });
    expect(routeOf("/r/ABC234/elsewhere")).toEqual({ page: "unknown" });
    expect(routeOf("/r/%E0%A4%A")).toMatchObject({ page: "person" });
    expect(routeOf("/x")).toEqual({ page: "unknown" });
  });

  test("a code may be typed with blanks, hyphens and small letters", () => {
    expect(cleanCode(" abc-234 ")).toBe("ABC234");
  });
});

describe("the step's clock", () => {
  test("counts down while running, stands while paused, and says by how much it is over", () => {
    expect(timeLeft({ status: "running", ends_at: 65_000, left: null }, 5_000)).toBe(60_000);
    expect(timeLeft({ status: "paused", ends_at: null, left: 1_000 }, 5_000)).toBe(1_000);
    expect(timeLeft({ status: "todo", ends_at: null, left: null }, 5_000)).toBeNull();
    expect([spell(60_000), spell(-5_000), spell(3_725_000)]).toEqual(["01:00", "00:05", "1:02:05"]);
  });
});

describe("shades", () => {
  test("five of them, and none where nothing was said", () => {
    expect([null, 0, 0.5, 1].map(shade)).toEqual(["heat-none", "heat-0", "heat-2", "heat-4"]);
  });
});

describe("a form", () => {
  test("sends what was changed in it and nothing else", () => {
    const before = { title: { fr: "Un", en: "" }, minutes: 5, place: "Die" };
    expect(changed(before, { ...before, title: { fr: "Un", en: "One" } })).toEqual({
      title: { fr: "Un", en: "One" },
    });
    expect(changed(before, { ...before })).toEqual({});
  });
});

describe("a person's initials", () => {
  test("are the first characters of the first and the last name, an emoji whole", () => {
    expect(["Amel", "jean-luc de Die", "🍇 Vendange", "Amel 🌾", " "].map(initialsOf)).toEqual([
      "A",
      "JD",
      "🍇V",
      "A🌾",
      "?",
    ]);
  });
});
