import { expect, test } from "vitest";
import { plain } from "../plain";
import { alphabetical } from "./alphabet";

const NAMES = [
  "Zohra",
  "Élodie",
  "Fatou",
  "Ana",
  "Anaïs",
  "anaïs",
  "Œnone",
  "Odile",
  "Oum",
  "Jean-Marc",
  "Jeanne",
  "Éric",
  "Erica",
  "Table 1",
  "Table 2",
  "Noël",
  "Noelle",
  "Çelik",
  "Céline",
  "Çan",
  "d’Arc",
  "Drôme",
  "Ævar",
  "Afia",
  "",
];

test("names stand as a French list has them", () => {
  const french = new Intl.Collator("fr").compare;
  for (const a of NAMES)
    for (const b of NAMES) {
      // Which of two that differ in capitals or accents alone comes first is no matter, but one does.
      const alike = new Intl.Collator("fr", { sensitivity: "base" }).compare(a, b) === 0;
      if (alike) expect([a, b, alphabetical(a, b)]).toEqual([a, b, -alphabetical(b, a) || 0]);
      else expect([a, b, alphabetical(a, b)]).toEqual([a, b, Math.sign(french(a, b))]);
      expect(alphabetical(a, b) === 0).toBe(a === b);
    }
});

test("what is searched for is found however it was typed", () => {
  expect(plain("Élodie")).toBe(plain("elodie"));
  expect(plain("L’Œuvre de Çan")).toBe(plain("l'oeuvre de can"));
});
