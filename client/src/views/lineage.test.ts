import { describe, expect, it } from "vitest";
import { expected } from "../expected";
import { Room } from "../room";
import type { Card, Me, Source, Statement } from "../wire.gen";
import { behind, divided, readable, reworded, roots, stands, standsIn, uses } from "./lineage";

const card = (id: string, fields: Partial<Card> = {}): Card => ({
  id,
  rev: 1,
  step: null,
  group: null,
  experience: null,
  criterion: null,
  kind: "constat",
  text: `texte ${id}`,
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
  ...fields,
});
const source = (id: string, how: Source["how"] = "supports"): Source => ({
  card: id,
  text: `texte ${id}`,
  how,
});
const statement = (id: string, fields: Partial<Statement> = {}): Statement => ({
  id,
  rev: 1,
  criterion: null,
  text: id,
  stance: "convergence",
  sources: [],
  merged: [],
  merged_into: null,
  order: 1,
  author: null,
  at: 0,
  withdrawn: false,
  alternatives: [],
  origin: null,
  ...fields,
});
const findIn =
  <T extends { id: string }>(records: T[]) =>
  (id: string) =>
    records.find((one) => one.id === id);

describe("lineage", () => {
  it("has a card once where it stood for one statement and against another, as dissent from both", () => {
    const one = statement("one", { sources: [source("a"), source("b", "contradicts"), source("c")] });
    const two = statement("two", { sources: [source("a", "contradicts"), source("b"), source("d")] });
    expect(divided(one.sources, two.sources)).toBe(2);
    const room = new Room();
    room.load({ statement: { one, two } }, 1);
    const op = { id: "op", name: "statement.merge", args: { into: "one", from: "two" } };
    const me = { participant: null, seat: "facilitator" } as Me;
    const [patched] = expected(op, room, me, 0);
    expect(patched?.[3]).toEqual({
      merged: ["two"],
      sources: [source("a", "contradicts"), source("b", "contradicts"), source("c"), source("d")],
    });
  });

  it("says what became of each card, those for the statement first", () => {
    const cards = [
      card("a"),
      card("b", { text: "autre" }),
      card("c", { withdrawn: true }),
      card("d", { hidden: "hors sujet" }),
    ];
    const one = statement("s", {
      sources: [source("b", "contradicts"), source("a"), source("c"), source("d"), source("e")],
    });
    const found = roots(one, findIn(cards), () => undefined);
    expect(found.map((root) => [root.card, root.fate])).toEqual([
      ["a", "same"],
      ["c", "withdrawn"],
      ["d", "hidden"],
      ["e", "unseen"],
      ["b", "changed"],
    ]);
  });

  it("reads a source in the card itself where its copy is not told", () => {
    const bare = { ...source("a"), text: "" };
    const one = statement("s", { sources: [bare] });
    expect(roots(one, findIn([card("a")]), () => undefined).map((root) => root.fate)).toEqual(["same"]);
    expect(readable(bare, card("a"))).toBe("texte a");
    expect(readable(source("a"), card("a", { text: "autre" }))).toBe("texte a");
    expect(readable(bare, card("a", { withdrawn: true }))).toBe("");
    expect(readable(source("a"), undefined)).toBe("");
  });

  it("walks through merged statements, however deep, and never twice", () => {
    const first = statement("1", { merged_into: "2", sources: [source("a")] });
    const second = statement("2", { merged: ["1"], merged_into: "3", sources: [source("a"), source("b")] });
    const third = statement("3", { merged: ["2", "3"], sources: [source("a"), source("b"), source("c")] });
    const find = findIn([first, second, third]);
    expect(behind(third, find).map((one) => one.id)).toEqual(["1", "2"]);
    expect(roots(third, () => undefined, find).map((root) => root.through)).toEqual([["1", "2"], ["2"], []]);
  });

  it("counts a card as used by the statements that stand, and by no other", () => {
    const all = [
      statement("on", { sources: [source("a"), source("b", "contradicts")] }),
      statement("too", { sources: [source("a")] }),
      statement("gone", { withdrawn: true, sources: [source("c")] }),
      statement("merged", { merged_into: "on", sources: [source("d")] }),
    ];
    expect(all.filter(stands).map((one) => one.id)).toEqual(["on", "too"]);
    expect(Object.fromEntries(uses(all))).toEqual({ a: ["on", "too"], b: ["on"] });
  });
});

describe("reworded", () => {
  it("marks the words that went and those that came", () => {
    expect(reworded("On a le temps.", "On a pris le temps.")).toEqual([
      { text: "On a ", is: "kept" },
      { text: "pris ", is: "new" },
      { text: "le temps.", is: "kept" },
    ]);
  });

  it("gives back both texts whole when its pieces are joined", () => {
    const before = "Deux heures par atelier, pas plus, avec le café.";
    const after = "Trois heures par atelier au plus, et le café.";
    const pieces = reworded(before, after);
    const join = (without: "new" | "gone") =>
      pieces
        .filter((piece) => piece.is !== without)
        .map((piece) => piece.text)
        .join("");
    expect(join("new")).toBe(before);
    expect(join("gone")).toBe(after);
  });

  it("does not compare very long texts word by word", () => {
    const long = "mot ".repeat(500);
    expect(reworded(long, `${long}fin`)).toEqual([
      { text: long, is: "kept" },
      { text: "fin", is: "new" },
    ]);
    const other = "autre ".repeat(500);
    expect(reworded(long, other)).toEqual([
      { text: long, is: "gone" },
      { text: other, is: "new" },
    ]);
  });
});

describe("a statement that others point at", () => {
  const all = [
    statement("a", { merged_into: "b" }),
    statement("b", { merged_into: "c" }),
    statement("c"),
    statement("d", { merged_into: "e" }),
    statement("e", { withdrawn: true }),
    statement("f", { merged_into: "f" }),
  ];
  const find = (id: string) => all.find((one) => one.id === id);

  it("is found in what took it in", () => {
    expect(standsIn("a", find)?.id).toBe("c");
    expect(standsIn("c", find)?.id).toBe("c");
  });

  it("is nowhere once that was withdrawn", () => {
    expect(standsIn("d", find)).toBeUndefined();
    expect(standsIn("e", find)).toBeUndefined();
    expect(standsIn("f", find)).toBeUndefined();
    expect(standsIn("unknown", find)).toBeUndefined();
  });
});
