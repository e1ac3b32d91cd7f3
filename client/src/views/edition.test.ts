import { describe, expect, it } from "vitest";
import type { Edition, FormatInfo, Passage } from "../wire.gen";
import { hasMoved, inOrder, isEdited, moved, parts, worded } from "./edition";

const format = {
  publication: {
    subtitle: { fr: "", en: "" },
    sections: ["contexte", "synthese", "annexe"].map((id) => ({
      id,
      title: { fr: id, en: "" },
      shows: "text",
      text: { fr: `Le texte de ${id}`, en: "" },
    })),
  },
} as unknown as FormatInfo;

const edition = (fields: Partial<Edition> = {}): Edition => ({
  id: "edition",
  rev: 1,
  order: [],
  left_out: [],
  own: [],
  ...fields,
});

const passage = (fields: Partial<Passage> = {}): Passage => ({
  id: "contexte:fr",
  rev: 1,
  title: "",
  text: "",
  basis: null,
  alternatives: [],
  ...fields,
});

describe("the order of the sections", () => {
  it("begins with the foreword and keeps the format's where nobody chose", () => {
    expect(inOrder(format, undefined)).toEqual(["foreword", "contexte", "synthese", "annexe"]);
  });
  it("puts first what was placed, then the rest", () => {
    expect(inOrder(format, edition({ order: ["annexe"], own: ["own-1"] }))).toEqual([
      "foreword",
      "annexe",
      "contexte",
      "synthese",
      "own-1",
    ]);
  });
  it("lets the foreword stand elsewhere", () => {
    expect(inOrder(format, edition({ order: ["contexte", "foreword"] }))[1]).toBe("foreword");
  });
  it("moves one section down and up", () => {
    expect(moved(["a", "b", "c"], "a", 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"]);
  });
});

describe("what is printed", () => {
  it("is the room's words until somebody writes others", () => {
    expect(worded(undefined, "La salle")).toBe("La salle");
    expect(worded(passage({ text: "A", basis: "A", title: "Titre" }), "La salle d’après")).toBe(
      "La salle d’après",
    );
    expect(worded(passage({ text: "Autre", basis: "A" }), "La salle")).toBe("Autre");
  });
  it("is marked as edited only where it is", () => {
    expect(isEdited(passage({ text: "A", basis: "A" }))).toBe(false);
    expect(isEdited(passage({ text: "A", basis: "A", title: "Titre" }))).toBe(true);
  });
  it("has moved where the room changed under an edit, and only there", () => {
    expect(hasMoved(passage({ text: "Autre", basis: "A" }), "B")).toBe(true);
    expect(hasMoved(passage({ text: "Autre", basis: "A" }), "A")).toBe(false);
    expect(hasMoved(passage({ text: "B", basis: "A" }), "B")).toBe(false);
    expect(hasMoved(passage({ text: "Autre", basis: null }), "B")).toBe(false);
  });
  it("says which sections are left out and which have no text yet", () => {
    const made = parts(format, edition({ left_out: ["annexe"] }), () => undefined, "fr", "Avant-propos");
    expect(made.map((part) => [part.id, part.out, part.empty])).toEqual([
      ["foreword", false, true],
      ["contexte", false, false],
      ["synthese", false, false],
      ["annexe", true, false],
    ]);
  });
});
