import { describe, expect, it } from "vitest";
import { filled, linesOf, textsOf } from "./lines";

describe("short texts as lines", () => {
  it("come back as they were", () => {
    const texts = [
      { fr: "Qui ?", en: "Who?" },
      { fr: "Pourquoi ?", en: "" },
    ];
    expect(textsOf(linesOf(texts))).toEqual(texts);
  });
  it("keep the line that is being begun", () => {
    expect(textsOf({ fr: "Un\n", en: "" })).toHaveLength(2);
    expect(linesOf(textsOf({ fr: "Un\n", en: "" })).fr).toBe("Un\n");
  });
  it("are nothing where nothing is written", () => {
    expect(textsOf({ fr: "", en: "" })).toEqual([]);
  });
  it("lose those without French when they are kept", () => {
    expect(filled(textsOf({ fr: " Un \n\nDeux", en: "One" }))).toEqual([
      { fr: "Un", en: "One" },
      { fr: "Deux", en: "" },
    ]);
  });
});
