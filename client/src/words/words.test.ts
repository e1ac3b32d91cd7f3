import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { td } from "./doors";
import { en } from "./en";
import { fr } from "./fr";
import {
  day,
  dictionary,
  fill,
  hour,
  listed,
  moment,
  otherTongue,
  refusalsCome,
  say,
  speak,
  typeset,
  whyRefused,
  wordsCome,
} from "./index";
import { en as refusalsEn } from "./refusals.en";
import { fr as refusalsFr } from "./refusals.fr";

const forms = (sentence: string | { one: string; other: string }) =>
  typeof sentence === "string" ? [sentence] : [sentence.one, sentence.other];
const holes = (sentence: string | { one: string; other: string }) =>
  [...new Set(forms(sentence).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

describe("the words", () => {
  test("every refusal of the server has its sentence", () => {
    const source = readFileSync(new URL("../../../server/core/refusals.py", import.meta.url), "utf8");
    const list = source.slice(source.indexOf("Code = Literal["), source.indexOf("CODES"));
    const codes = [...list.matchAll(/"([a-z]+\.[a-z-]+)"/g)].map(([, code]) => `refusal.${code}`);
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !(code in fr) && !(code in refusalsFr))).toEqual([]);
  });

  test("English names the same facts as French", () => {
    for (const key of Object.keys(fr) as (keyof typeof fr)[])
      expect([key, holes(en[key])]).toEqual([key, holes(fr[key])]);
    for (const key of Object.keys(refusalsFr) as (keyof typeof refusalsFr)[])
      expect([key, holes(refusalsEn[key])]).toEqual([key, holes(refusalsFr[key])]);
  });

  test("French has typographic apostrophes, and no space left for `typeset` to miss", () => {
    for (const [key, sentence] of Object.entries({ ...fr, ...refusalsFr })) {
      for (const form of forms(sentence)) expect([key, form.includes("'")]).toEqual([key, false]);
    }
    expect(typeset("Quoi : « ceci » ? Oui !", "fr")).toBe("Quoi\u00a0: «\u00a0ceci\u00a0»\u202f? Oui\u202f!");
  });

  test("plurals follow each language: zero is singular in French, plural in English", () => {
    const line = { one: "{n} texte", other: "{n} textes" };
    expect([0, 1, 2].map((n) => fill(line, { n }, "fr"))).toEqual(["0 texte", "1 texte", "2 textes"]);
    expect(fill({ one: "{n} text", other: "{n} texts" }, { n: 0 }, "en")).toBe("0 texts");
  });

  test("an hour of another day is said with its day", () => {
    const noon = new Date(2026, 10, 27, 12, 5).getTime();
    expect(moment(noon, noon + 3_600_000)).toBe("12:05");
    expect(moment(noon, noon + 20 * 3_600_000)).toBe("27 nov., 12:05");
  });

  test("days and lists are written as in the publication", async () => {
    expect(day("2026-12-01")).toBe("mardi 1er décembre 2026");
    expect(day("2026-12-11")).toBe("vendredi 11 décembre 2026");
    await speak("en");
    expect(day("2026-12-01")).toMatch(/^Tuesday,? 1 December 2026$/);
    expect(listed(["Amel", "Bruno", "Chloé"])).toBe("Amel, Bruno and Chloé");
    await speak("fr");
  });

  test("numbers, plurals and hours are as the platform says them, without asking it", () => {
    const rooms = { one: "{n} un", other: "{n} plusieurs" };
    for (const as of ["fr", "en"] as const) {
      const plural = new Intl.PluralRules(as);
      const figures = new Intl.NumberFormat(as);
      for (const n of [...Array(1_200).keys(), 1.5, 0.25, -1, -2, 2_000_000.5, Number.NaN]) {
        const form = plural.select(n) === "one" ? rooms.one : rooms.other;
        expect(fill(rooms, { n }, as)).toBe(form.replace("{n}", figures.format(n)));
      }
      const clock = new Intl.DateTimeFormat(as, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      for (let at = 0; at < 86_400_000; at += 7_777_777) expect(hour(at)).toBe(clock.format(at));
    }
  });

  test("a person's language changes what is said once its words came, and English falls back on French", async () => {
    await speak("en");
    expect(td("home.enter.go")).toBe("Enter");
    expect(say({ fr: "Bonjour", en: "" })).toBe("Bonjour");
    // Who hears the page is read to in the language of the words, and not in that of the page.
    expect(otherTongue({ fr: "Bonjour", en: "" })).toBe("fr");
    expect(otherTongue({ fr: "Bonjour", en: "Hello" })).toBeUndefined();
    await speak("fr");
    expect(otherTongue({ fr: "Bonjour", en: "" })).toBeUndefined();
    expect(td("home.enter.go")).toBe("Entrer");
  });

  test("words that are asked for twice are there for both, and are asked for again after a failure", async () => {
    let tries = 0;
    const tell = dictionary({ hello: "Bonjour" }, async () => {
      await new Promise((done) => setTimeout(done, 10));
      tries += 1;
      if (tries === 1) throw new Error("no network");
      return { hello: "Hello" };
    });
    const both = await Promise.allSettled([wordsCome("en"), wordsCome("en")]);
    expect(both.map((one) => one.status)).toEqual(["rejected", "rejected"]);
    await speak("en");
    expect([tell("hello"), tries]).toEqual(["Hello", 2]);
    await speak("fr");
  });

  test("a code without a sentence of its own still gets an honest one", async () => {
    await refusalsCome();
    expect(whyRefused("text.empty")).not.toContain("text.empty");
    expect(whyRefused("some.new-code")).toContain("some.new-code");
    expect(whyRefused("text.too-long", { length: 2500, limit: 2000 })).toMatch(/2.500/);
  });
});
