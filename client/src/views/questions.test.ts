import { describe, expect, it } from "vitest";
import type { Card } from "../wire.gen";
import { byShare, isQuestion } from "./questions";

const card = (id: string, fields: Partial<Card> = {}) =>
  ({
    id,
    at: 0,
    group: null,
    on: null,
    step: "s",
    withdrawn: false,
    hidden: null,
    answered: false,
    ...fields,
  }) as Card;

describe("the questions of the room", () => {
  it("are cards of no table in a step that takes questions", () => {
    const steps = new Set(["s"]);
    expect(isQuestion(card("a"), steps)).toBe(true);
    for (const fields of [
      { group: "g" },
      { on: "card/x" },
      { step: "t" },
      { withdrawn: true },
      { hidden: "non" },
    ])
      expect(isQuestion(card("a", fields), steps)).toBe(false);
  });
  it("come with those that most people share first, and those that were answered last", () => {
    const shares = (id: string) => ({ b: 3, c: 5 })[id] ?? 0;
    const sorted = byShare(
      [card("a", { at: 1 }), card("b", { at: 2 }), card("c", { answered: true }), card("d")],
      shares,
    );
    expect(sorted.map((one) => one.id)).toEqual(["b", "d", "a", "c"]);
  });
});
