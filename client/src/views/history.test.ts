import { describe, expect, it } from "vitest";
import type { Past, Source } from "../wire.gen";
import { chapters, eventsOf } from "./history";

const source = (card: string, how: Source["how"] = "supports"): Source => ({ card, text: card, how });
let seq = 0;
const step = (fields: Partial<Past>): Past => {
  seq += 1;
  return {
    op: `op-${seq}`,
    seq,
    name: "statement.edit",
    at: seq * 1_000,
    by: "amel",
    was: {},
    became: {},
    undoes: null,
    undone: false,
    refused: null,
    field: null,
    ...fields,
  };
};
const typed = (was: string, now: string, fields: Partial<Past> = {}): Past =>
  step({ name: "statement.type", was: { text: was }, became: { text: now }, ...fields });

describe("the history of a statement", () => {
  it("says which cards came, which went and which changed sides", () => {
    const was = { sources: [source("a"), source("b"), source("c", "contradicts")] };
    const became = { sources: [source("a", "contradicts"), source("c", "contradicts"), source("d")] };
    expect(eventsOf(step({ was, became }))).toEqual([
      { is: "drawn", how: "supports", cards: [source("d")] },
      { is: "turned", how: "contradicts", cards: [source("a", "contradicts")] },
      { is: "released", cards: [source("b")] },
    ]);
  });

  it("tells nothing where only the copy of a hidden text changed", () => {
    const was = { sources: [source("a")] };
    const became = { sources: [{ ...source("a"), text: "" }] };
    expect(chapters([step({ was, became })])).toEqual([]);
  });

  it("gathers the strokes of one person into one chapter, and of two into two", () => {
    const steps = [typed("", "L"), typed("L", "Le"), typed("Le", "Le t", { by: "bruno" })];
    const found = chapters(steps);
    expect(found.map((chapter) => [chapter.by, chapter.steps.length])).toEqual([
      ["bruno", 1],
      ["amel", 2],
    ]);
    expect(found[1]?.events).toEqual([{ is: "text", was: "", now: "Le" }]);
  });

  it("begins a new chapter after a pause", () => {
    const late = typed("L", "Le", { at: 10_000_000 });
    expect(chapters([typed("", "L"), late])).toHaveLength(2);
  });

  it("says of an undoing what it took back", () => {
    const marked = step({ was: { stance: "convergence" }, became: { stance: "question" } });
    const back = step({
      name: "op.undo",
      undoes: marked.op,
      was: { stance: "question" },
      became: { stance: "convergence" },
    });
    expect(chapters([marked, back])[0]?.takesBack).toEqual([
      { is: "stance", was: "convergence", now: "question" },
    ]);
  });

  it("names a merge on both sides", () => {
    expect(eventsOf(step({ was: { merged: [] }, became: { merged: ["s2"], sources: [] } }))[0]).toEqual({
      is: "joined",
      statements: ["s2"],
    });
    expect(eventsOf(step({ was: { merged_into: null }, became: { merged_into: "s1" } }))).toEqual([
      { is: "into", statement: "s1" },
    ]);
  });
});
