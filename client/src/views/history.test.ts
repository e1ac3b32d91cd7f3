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
    strokes: 1,
    ...fields,
  };
};
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

  it("tells nothing of writing that took itself back", () => {
    const both = { text: "Une ligne" };
    expect(chapters([step({ name: "statement.type", was: both, became: both, strokes: 2 })])).toEqual([]);
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
