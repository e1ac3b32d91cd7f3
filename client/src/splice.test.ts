import { describe, expect, it } from "vitest";
import { carried, spliced } from "./splice";

describe("what changed in a field", () => {
  it.each([
    ["", "a", 1, { at: 0, gone: 0, came: "a" }],
    ["le temps", "le bon temps", 7, { at: 3, gone: 0, came: "bon " }],
    ["le bon temps", "le temps", 3, { at: 3, gone: 4, came: "" }],
    ["le bon temps", "le beau temps", 7, { at: 4, gone: 2, came: "eau" }],
    ["aaa", "aaaa", 1, { at: 0, gone: 0, came: "a" }],
    ["aaa", "aaaa", 4, { at: 3, gone: 0, came: "a" }],
    ["x", "", 0, { at: 0, gone: 1, came: "" }],
  ])("from « %s » to « %s » with the caret at %i", (was, now, caret, splice) => {
    expect(spliced(was, now, caret)).toEqual(splice);
  });

  it("is nothing where nothing did", () => {
    expect(spliced("le temps", "le temps", 3)).toBeNull();
  });

  it("never cuts a character in two", () => {
    expect(spliced("a🌱b", "a🌳b", 3)).toEqual({ at: 1, gone: 2, came: "🌳" });
    expect(spliced("👩🏽", "👩🏾", 4)).toEqual({ at: 2, gone: 2, came: "🏾" });
    expect(spliced("🌱", "🌱🌱", 2)).toEqual({ at: 0, gone: 0, came: "🌱" });
  });

  it("goes from any text to any other, wherever the caret is", () => {
    const letters = ["a", "b", "🌱", "é", "ש", " "];
    const text = (seed: number) =>
      Array.from({ length: seed % 7 }, (_, at) => letters[(seed * (at + 3) + at) % letters.length]).join("");
    for (let seed = 0; seed < 400; seed++) {
      const [was, now] = [text(seed), text(seed * 7 + 3)];
      for (let caret = 0; caret <= now.length; caret++) {
        const splice = spliced(was, now, caret);
        const after = splice
          ? was.slice(0, splice.at) + splice.came + was.slice(splice.at + splice.gone)
          : was;
        expect(after).toBe(now);
        // Half a character cannot be written in UTF-8.
        expect(() => encodeURIComponent(splice?.came ?? "")).not.toThrow();
      }
    }
  });
});

describe("a caret among others", () => {
  it.each([
    [5, [{ at: 0, gone: 0, came: "abc" }], 8],
    [5, [{ at: 5, gone: 0, came: "abc" }], 5],
    [5, [{ at: 6, gone: 2, came: "" }], 5],
    [5, [{ at: 1, gone: 2, came: "" }], 3],
    [5, [{ at: 3, gone: 4, came: "" }], 3],
    [0, [{ at: 0, gone: 0, came: "abc" }], 0],
  ])("from %i", (caret, splices, after) => {
    expect(carried(caret, splices)).toBe(after);
  });
});
