import { describe, expect, test } from "vitest";
import { asPrompts, sameWords } from "./prompts";

describe("the prompts of a check-in", () => {
  test("the same word said by several people stands once, the most frequent first", () => {
    const said = ["Doutes", "élan", "doutes ", "Élan", "DOUTES"].map((text) => ({ text }));
    expect(sameWords(said)).toEqual([
      ["Doutes", 3],
      ["élan", 2],
    ]);
  });

  test("settings without prompts ask nothing", () => {
    expect(asPrompts(undefined)).toEqual([]);
  });
});
