import { describe, expect, test } from "vitest";
import type { Appraisal, Card, Level } from "../wire.gen";
import {
  at,
  byExperience,
  byTable,
  cardsByTable,
  counts,
  domainsByExperience,
  domainsByTable,
  readyTables,
} from "./matrices";

const SCALE: Level[] = [
  { id: "present", label: { fr: "Présent", en: "Present" }, symbol: "●", weight: 1 },
  { id: "absent", label: { fr: "Absent", en: "Absent" }, symbol: "○", weight: 0 },
  { id: "nsp", label: { fr: "Ne sait pas", en: "Don’t know" }, symbol: "?", weight: null },
];

function card(part: Partial<Card>): Card {
  return {
    id: "c",
    rev: 1,
    step: "decortiquer",
    group: "g1",
    experience: "drome",
    criterion: "temps",
    kind: "constat",
    text: "Deux heures par atelier.",
    domains: [],
    on: null,
    author: null,
    at: 0,
    edited_at: null,
    withdrawn: false,
    hidden: null,
    alternatives: [],
    origin: null,
    sheet: null,
    answered: false,
    ...part,
  };
}

function appraisal(part: Partial<Appraisal>): Appraisal {
  return {
    id: "a",
    rev: 1,
    group: "g1",
    experience: "drome",
    criterion: "temps",
    level: "present",
    reason: "",
    alternatives: [],
    author: null,
    at: 0,
    ...part,
  };
}

describe("criteria against experiences", () => {
  test("counts what stands, comments too, as the publication does, and nothing that was taken back or hidden", () => {
    const cards = [
      card({}),
      card({ withdrawn: true }),
      card({ hidden: "hors sujet" }),
      card({ on: "card/c" }),
      card({ criterion: null }),
      card({ experience: null }),
    ];
    expect(cards.map(counts)).toEqual([true, false, false, false, true, true]);
    const cells = byExperience(cards, [], SCALE);
    expect([...cells.keys()]).toEqual([at("temps", "drome")]);
    expect(cells.get(at("temps", "drome"))?.cards).toBe(2);
  });

  test("gives the mean of the levels that two tables gave, and none where nobody knows", () => {
    const two = byExperience(
      [],
      [appraisal({}), appraisal({ group: "g2", level: "absent" }), appraisal({ group: "g3", level: "nsp" })],
      SCALE,
    ).get(at("temps", "drome"));
    expect(two?.appraisals.map(({ level }) => level.symbol)).toEqual(["●", "○", "?"]);
    expect(two?.weight).toBe(0.5);
    const unknown = byExperience([], [appraisal({ level: "nsp" })], SCALE).get(at("temps", "drome"));
    expect(unknown?.weight).toBeNull();
  });

  test("passes over a level that the scale does not have", () => {
    expect(byExperience([], [appraisal({ level: "parfait" })], SCALE).size).toBe(0);
  });

  test("says what a table found of its experience before what it found while it had none", () => {
    const given = [appraisal({ experience: null, level: "absent" }), appraisal({ level: "present" })];
    const levels = byTable([], given, SCALE)
      .get(at("temps", "g1"))
      ?.appraisals.map((one) => one.level.id);
    expect(levels).toEqual(["present", "absent"]);
  });

  test("is counted by table where a facilitator looks at progress", () => {
    const cells = byTable([card({}), card({ group: "g2" })], [appraisal({ group: "g2" })], SCALE);
    expect(cells.get(at("temps", "g1"))).toMatchObject({ cards: 1, weight: null });
    expect(cells.get(at("temps", "g2"))).toMatchObject({ cards: 1, weight: 1 });
  });
});

describe("domains against experiences", () => {
  test("counts a card in each domain that it touches, as a part of the experience's cards", () => {
    const cells = domainsByExperience([
      card({ domains: ["politique", "societal"] }),
      card({ domains: ["politique"] }),
      card({ domains: [] }),
      card({ domains: [] }),
      card({ experience: "poitiers", domains: ["politique"] }),
    ]);
    expect(cells.get(at("politique", "drome"))).toEqual({ cards: 2, share: 0.5 });
    expect(cells.get(at("societal", "drome"))).toEqual({ cards: 1, share: 0.25 });
    expect(cells.get(at("politique", "poitiers"))).toEqual({ cards: 1, share: 1 });
  });
});

test("a table is ready for the step that runs, not for the one before", () => {
  const ready = [{ id: "decortiquer:g1", rev: 1, step: "decortiquer", group: "g1", at: 0 }];
  expect(readyTables(ready, "decortiquer").has("g1")).toBe(true);
  expect(readyTables(ready, "domaines").has("g1")).toBe(false);
});

test("a day without experiences is read by its tables, and a table's total takes every card", () => {
  const cards = [
    card({ experience: null, domains: ["politique"] }),
    card({ experience: null, criterion: null }),
    card({ experience: null, group: null, domains: ["politique"] }),
  ];
  expect(domainsByTable(cards).get(at("politique", "g1"))).toEqual({ cards: 1, share: 0.5 });
  expect([...cardsByTable(cards)]).toEqual([["g1", 2]]);
});
