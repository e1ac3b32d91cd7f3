import { describe, expect, test } from "vitest";
import { begunEdit, keptEdit } from "./edits";

describe("an edit that was begun", () => {
  const now = { rev: 9, text: "ce que la carte dit maintenant" };

  test("comes back with the revision it was begun on, although the card moved on", () => {
    const begun = { rev: 4, text: "ma phrase à moi, avec des espaces" };
    expect(begunEdit(keptEdit(begun), now)).toEqual(begun);
  });

  test("begins with the record where nothing is kept", () => {
    expect(begunEdit("", now)).toBe(now);
  });

  test("an emptied text is still an edit", () => {
    expect(begunEdit(keptEdit({ rev: 4, text: "" }), now)).toEqual({ rev: 4, text: "" });
  });

  test("comes back whole where an earlier version kept its text alone", () => {
    expect(begunEdit("une phrase\nà moi", now)).toEqual({ rev: 9, text: "une phrase\nà moi" });
  });

  test("keeps its lines", () => {
    const begun = { rev: 4, text: "une ligne\n\nune autre" };
    expect(begunEdit(keptEdit(begun), now)).toEqual(begun);
  });
});
