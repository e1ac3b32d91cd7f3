import { describe, expect, test } from "vitest";
import { nextOf, partsOf, type Side, surplusOf } from "./unrolling";

const said = (ids: string[], drawn: string[]) =>
  partsOf(ids, new Set(drawn)).map((part) =>
    typeof part === "string" ? part : `${part.key}(${ids.slice(part.from, part.to).join("")})`,
  );

function drawnBy(ids: string[], drawn: string[], near: { [key: string]: Side } = {}, page = 0): string {
  const all = new Set(drawn);
  const order: string[] = [];
  for (;;) {
    const next = nextOf(ids, partsOf(ids, all), new Map(Object.entries(near)), page);
    if (next === undefined) return order.join("");
    order.push(next);
    all.add(next);
  }
}

describe("a list that unrolls", () => {
  test("stands in its order, with a gap for each stretch that is not drawn", () => {
    expect(said(["d", "c", "b", "a"], ["d", "c", "b", "a"])).toEqual(["d", "c", "b", "a", "rest()"]);
    expect(said(["f", "e", "d", "c", "b", "a"], ["d", "b"])).toEqual([
      "newer-1(fe)",
      "d",
      "newer-0(c)",
      "b",
      "rest(a)",
    ]);
    expect(said([], ["a"])).toEqual(["rest()"]);
  });

  test("forgets what was drawn and stands in it no more", () => {
    const drawn = new Set(["c", "b", "a"]);
    partsOf(["d", "c", "a"], drawn);
    expect([...drawn]).toEqual(["c", "a"]);
  });

  test("draws few that came lately in the order in which they came, wherever one looks", () => {
    expect(drawnBy(["e", "d", "c", "b", "a"], ["b", "a"])).toBe("cde");
  });

  test("draws many only near the gap, from the side from which one comes", () => {
    const ids = ["f", "e", "d", "c", "b", "a"];
    expect(drawnBy(ids, ["b", "a"])).toBe("");
    expect(drawnBy(ids, ["b", "a"], { "newer-0": "first" })).toBe("fedc");
    expect(drawnBy(ids, ["b", "a"], { "newer-0": "last" })).toBe("cdef");
  });

  test("draws its first page, also where it was empty before", () => {
    expect(drawnBy([..."edcba"], [], {}, 3)).toBe("edc");
  });

  test("draws what lies further down only when one comes there", () => {
    expect(drawnBy(["c", "b", "a"], ["c"])).toBe("");
    expect(drawnBy(["c", "b", "a"], ["c"], { rest: "first" })).toBe("ba");
  });

  test("lets go of what is more than two pages, a few at a time, while one is at its beginning", () => {
    const parts = partsOf([..."ihgfedcba"], new Set([..."hgfedcba"]));
    const top = new Map([["top", "first" as Side]]);
    expect(surplusOf(parts, top, 1)).toEqual(["d", "c", "b", "a"]);
    expect(surplusOf(parts, top, 3)).toEqual(["b", "a"]);
    expect(surplusOf(parts, top, 4)).toEqual([]);
    expect(surplusOf(parts, new Map(), 1)).toEqual([]);
  });
});
