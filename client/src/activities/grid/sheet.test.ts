import { expect, test } from "vitest";
import type { Card } from "../../wire.gen";
import { onSheet } from "./sheet";

test("what a table wrote before it had an experience stays on its sheet", () => {
  const card = (experience: string | null, more: Partial<Card> = {}) =>
    ({ group: "g1", experience, on: null, ...more }) as Card;
  const sheet = { group: "g1", experience: "drome" };
  expect(onSheet(card(null), sheet)).toBe(true);
  expect(onSheet(card("drome"), sheet)).toBe(true);
  expect(onSheet(card("poitiers"), sheet)).toBe(false);
  expect(onSheet(card(null, { group: "g2" }), sheet)).toBe(false);
  expect(onSheet(card(null, { on: "experience/drome" }), sheet)).toBe(false);
});
