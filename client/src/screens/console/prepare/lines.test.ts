import { describe, expect, it } from "vitest";
import { filled, linesOf, rejoined, textsOf } from "./lines";

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

describe("choices written as lines", () => {
  let made = 0;
  const fresh = () => ({ id: `new-${++made}`, label: { fr: "", en: "" } });
  const choices = ["Un", "Deux", "Trois"].map((fr) => ({ id: fr, label: { fr, en: "" } }));
  const typed = (fr: string, before = choices, en = "") =>
    rejoined(before, textsOf({ fr, en }), choices, fresh);
  const ids = (some: { id: string }[]) => some.map((one) => one.id);

  it("keep what was answered to them when one above goes", () => {
    expect(ids(typed("Deux\nTrois"))).toEqual(["Deux", "Trois"]);
    expect(ids(typed("Un\nTrois"))).toEqual(["Un", "Trois"]);
  });
  it("keep it while the English lines follow", () => {
    const half = typed("Un\nTrois", choices, "One\nTwo\nThree");
    expect(ids(typed("Un\nTrois", half, "One\nThree"))).toEqual(["Un", "Trois"]);
  });
  it("keep it when one comes between", () => {
    const begun = typed("Un\n\nDeux\nTrois");
    expect(ids(begun)).toEqual(["Un", expect.stringContaining("new"), "Deux", "Trois"]);
  });
  it("keep it where one is reworded", () => {
    expect(ids(typed("Un\nDeux ou trois\nTrois"))).toEqual(["Un", "Deux", "Trois"]);
  });
  it("are what they were when they are put elsewhere", () => {
    expect(ids(typed("Deux\nTrois\nUn", typed("Deux\nTrois")))).toEqual(["Deux", "Trois", "Un"]);
  });
});
