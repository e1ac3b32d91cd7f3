import { describe, expect, it } from "vitest";
import type { Card, Statement } from "../wire.gen";
import { filters, harvest, NO_CRITERION, NO_FILTER, passes, says, sectionOf, tally } from "./board";
import { lies, uses } from "./lineage";

const card = (id: string, fields: Partial<Card> = {}) =>
  ({
    id,
    text: "",
    criterion: "temps",
    domains: [],
    withdrawn: false,
    hidden: null,
    ...fields,
  }) as unknown as Card;
const statement = (id: string, cards: string[], criterion: string | null = "temps") =>
  ({
    id,
    criterion,
    sources: cards.map((one) => ({ card: one, text: "", how: "supports" })),
    merged_into: null,
    withdrawn: false,
  }) as unknown as Statement;
const criteria = [{ id: "temps" }, { id: "effets" }];

describe("the harvest", () => {
  it("says where every card of the room is, so that the parts make the total", () => {
    const all = { cards: 120, unused: 52, statements: 3 };
    const here = { cards: 40, unused: 9, statements: 1 };
    const found = harvest(all, here, 12, 124);
    expect(found).toEqual({
      total: 120,
      shown: 12,
      elsewhere: 80,
      filtered: 28,
      used: 68,
      unused: 52,
      gone: 4,
    });
    expect(found.shown + found.elsewhere + found.filtered).toBe(found.total);
    expect(found.used + found.unused).toBe(found.total);
  });
});

describe("the board", () => {
  it("counts each card in one section, used or not, so that the numbers add up", () => {
    const cards = [
      card("a"),
      card("b"),
      card("c", { criterion: "effets" }),
      card("d", { criterion: null }),
      card("e", { criterion: "d’un autre format" }),
      card("f", { withdrawn: true }),
      card("g", { hidden: "doublon" }),
    ];
    const statements = [statement("s", ["a", "c"]), statement("t", ["a"], null)];
    const counts = tally(criteria, cards, statements, uses(statements));
    const sections = ["temps", "effets", NO_CRITERION].map((id) => counts.get(id));
    expect(counts.get("")).toEqual({ cards: 5, unused: 3, statements: 2 });
    for (const what of ["cards", "unused", "statements"] as const) {
      const sum = sections.reduce((total, count) => total + (count?.[what] ?? 0), 0);
      expect(sum).toBe(counts.get("")?.[what]);
    }
  });

  it("finds words whatever their accents, capitals and apostrophes", () => {
    const found = (words: string) =>
      passes(card("a", { text: "L’élu·e a écouté" }), { ...NO_FILTER, words }, new Map());
    expect(found("ecoute l'elu")).toBe(true);
    expect(found("ÉCOUTÉ")).toBe(true);
    expect(found("écouté jamais")).toBe(false);
    expect(says({ text: "L’élu·e a écouté" }, "elu ecoute")).toBe(true);
    expect(says({ text: "L’élu·e a écouté" }, "élu parlé")).toBe(false);
  });

  it("filters by each thing, and by all of them together", () => {
    const one = card("a", { experience: "drome", domains: ["politique"], kind: "force", group: "g1" });
    const pass = (filter: object) => passes(one, { ...NO_FILTER, ...filter }, new Map([["a", ["s"]]]));
    expect(pass({ experience: "drome", domain: "politique", kind: "force", group: "g1" })).toBe(true);
    for (const other of [
      { experience: "poitiers" },
      { domain: "societal" },
      { kind: "idee" },
      { group: "g2" },
      { unused: true },
    ]) {
      expect(pass(other)).toBe(false);
      expect(filters({ ...NO_FILTER, ...other })).toBe(true);
    }
    expect(filters(NO_FILTER)).toBe(false);
  });

  it("keeps what was withdrawn or hidden off, and files what it does not know apart", () => {
    expect([card("a"), card("b", { withdrawn: true }), card("c", { hidden: "x" })].map(lies)).toEqual([
      true,
      false,
      false,
    ]);
    expect(sectionOf({ criterion: "inconnu" }, new Set(["temps"]))).toBe(NO_CRITERION);
  });
});
