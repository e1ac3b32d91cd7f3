import { expect, it } from "vitest";
import { emptyCells, listed, profileOf } from "./findings";

it("names what is empty row by row, and says where a whole row is", () => {
  const filled = new Set(["a|x", "a|y", "b|x"]);
  const found = emptyCells(["a", "b", "c"], ["x", "y"], (row, column) => filled.has(`${row}|${column}`));
  expect(found).toEqual([
    { row: "b", columns: ["y"], everywhere: false },
    { row: "c", columns: ["x", "y"], everywhere: true },
  ]);
});

it("puts names in a row as each language does", () => {
  expect(listed(["Poitiers", "Drôme", "Loire"], "fr")).toBe("Poitiers, Drôme et Loire");
  expect(listed(["Poitiers", "Drôme"], "en")).toBe("Poitiers and Drôme");
});

it("counts a profile without what was taken back or hidden", () => {
  const card = { withdrawn: false, hidden: null, on: null, domains: ["d1"] };
  const cards = [
    card,
    { ...card, domains: ["d1", "d2"] },
    { ...card, withdrawn: true },
    { ...card, hidden: "x" },
  ];
  expect(profileOf(cards as never, ["d1", "d2", "d3"])).toEqual([
    { domain: "d1", n: 2, share: 1 },
    { domain: "d2", n: 1, share: 0.5 },
    { domain: "d3", n: 0, share: 0 },
  ]);
});
