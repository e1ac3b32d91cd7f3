/**
 * Every sentence that is shown, in two languages. French is the reference: a key that English lacks
 * does not compile. A screen that loads late brings its own dictionary, so that a phone does not
 * carry the console's words; and the English of what phones carry comes only to who reads English.
 */

import { effect, signal } from "@preact/signals";
import { serverNow } from "../clock";
import { remember, remembered } from "../remembered";
import type { Language, Text } from "../wire.gen";
import { fr } from "./fr";

/** A sentence, or one for each plural form; `{name}` stands for a fact. */
export type Sentence = string | { one: string; other: string };
export type Facts = { [name: string]: string | number | null | undefined };
/** English with the keys of French, and no other. */
export type SameKeys<F> = { [K in keyof F]: F[K] extends string ? string : { one: string; other: string } };

function firstLanguage(): Language {
  const kept = remembered("language");
  if (kept === "fr" || kept === "en") return kept;
  const asked = typeof navigator === "undefined" ? "fr" : (navigator.languages?.[0] ?? "fr");
  return asked.toLowerCase().startsWith("fr") ? "fr" : "en";
}

/** The person's language. */
export const language = signal<Language>(firstLanguage());

/** The English of the dictionaries that this page uses, each fetched once: asking again waits for the same file. */
const english: (() => Promise<void>)[] = [];

/** Counts what came, so that a sentence which French stood in for is said anew. */
const came = signal(0);

/** Fetches the words of a language for whatever was loaded so far; rejects where they do not come. */
export async function wordsCome(wanted: Language = language.peek()): Promise<void> {
  if (wanted === "fr") return;
  await Promise.all(english.map((fetch) => fetch()));
}

/** Gives a file that came late, once the words that it brought along are there too. */
export async function withWords<T>(file: Promise<T>): Promise<T> {
  const loaded = await file;
  await wordsCome();
  return loaded;
}

/** Changes the person's language and remembers it on this device; rejects where its words do not come. */
export async function speak(chosen: Language): Promise<void> {
  await Promise.all([wordsCome(chosen), refusalsCome(chosen)]);
  language.value = chosen;
  remember("language", chosen);
}

/** Keeps the page's `lang` true, for screen readers and hyphenation. */
export function announceLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

/** Puts the spaces that French wants unbreakable before double marks and inside guillemets. */
export function typeset(text: string, as: Language): string {
  // Most words have none of these, and a page says thousands of them.
  if (as !== "fr" || !/ [:»%;?!]|« /.test(text)) return text;
  return text
    .replace(/ (?=[:»%])/g, "\u00a0")
    .replace(/ (?=[;?!])/g, "\u202f")
    .replace(/« /g, "«\u00a0");
}

/** What writes numbers, made when it is first asked for: to wake `Intl` costs a slow phone a fifth of a second. */
const numbers: { [as in Language]?: Intl.NumberFormat } = {};

/** Writes a number. Small whole ones, which nearly all are, look the same in every language of ours. */
function figures(n: number, as: Language): string {
  if (Number.isInteger(n) && n >= 0 && n < 1_000) return String(n);
  numbers[as] ??= new Intl.NumberFormat(as);
  return numbers[as].format(n);
}

/** Says whether a number takes the singular, by the CLDR's rules of both languages: 1.5 does in French alone. */
function singular(n: number, as: Language): boolean {
  return as === "fr" ? Math.abs(n) < 2 : Math.abs(n) === 1;
}

/** Fills one sentence; `facts.n` picks the plural form. */
export function fill(sentence: Sentence, facts: Facts, as: Language): string {
  const form =
    typeof sentence === "string" ? sentence : sentence[singular(Number(facts.n), as) ? "one" : "other"];
  const filled = form.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const fact = facts[name];
    if (fact === undefined || fact === null) return hole;
    return typeof fact === "number" ? figures(fact, as) : fact;
  });
  return typeset(filled, as);
}

/**
 * Makes the `t` of a dictionary: a function from key and facts to the sentence in the person's language.
 * English that is given as a function is fetched by `wordsCome`, and French stands in for it until then.
 */
export function dictionary<const F extends Record<string, Sentence>>(
  french: F,
  translated: SameKeys<F> | (() => Promise<SameKeys<F>>),
) {
  let known: Record<keyof F, Sentence> | null = null;
  if (typeof translated !== "function") known = translated;
  else
    english.push(
      once(async () => {
        known = await translated();
        came.value += 1;
      }),
    );
  return (key: keyof F, facts: Facts = {}): string => {
    const spoken = language.value === "en" && came.value >= 0 && known ? "en" : "fr";
    const said: Record<keyof F, Sentence> = spoken === "en" && known ? known : french;
    return fill(said[key], facts, spoken);
  };
}

/** Makes a fetch happen once, and again only after it failed. */
function once(fetch: () => Promise<void>): () => Promise<void> {
  let coming: Promise<void> | null = null;
  return () => {
    coming ??= fetch().catch((failure: unknown) => {
      coming = null;
      throw failure;
    });
    return coming;
  };
}

/** The words that every page shares. */
export const t = dictionary(fr, () => import("./en").then((file) => file.en));
export type Key = keyof typeof fr;

/** Says a text of a record in the person's language, or in French where there is no English. */
export function say(text: Text | null | undefined): string {
  if (!text) return "";
  const english = language.value === "en" && text.en !== "";
  return english ? text.en : typeset(text.fr, "fr");
}

/** Gives the language that `say` says a text in where it is not the page's own: who hears it is read to in that. */
export function otherTongue(text: Text | null | undefined): Language | undefined {
  return text?.fr && text.en === "" && language.value === "en" ? "fr" : undefined;
}

type Refusals = { [key: string]: Sentence | undefined };

/** The sentences of refusals, which most people never read: fetched soon after the page, or when one is needed. */
const refusals = signal<{ [as in Language]?: Refusals }>({});

/** Fetches the sentences of refusals; rejects where they do not come. */
export async function refusalsCome(as: Language = language.peek()): Promise<void> {
  if (refusals.peek()[as]) return;
  const found: Refusals =
    as === "fr" ? (await import("./refusals.fr")).fr : (await import("./refusals.en")).en;
  refusals.value = { ...refusals.peek(), [as]: found };
}

/** Says why the server refused; a code without a sentence of its own still gets an honest one. */
export function whyRefused(code: string, facts: Facts = {}): string {
  const key = `refusal.${code}`;
  const said = typeof facts.date === "string" ? { ...facts, date: day(facts.date) } : facts;
  if (key in fr) return t(key as Key, said);
  const spoken = language.value;
  const sentence = refusals.value[spoken]?.[key];
  if (sentence) return fill(sentence, said, spoken);
  // Who reads this in a page reads the sentence itself as soon as it is here.
  void refusalsCome(spoken).catch(() => null);
  return t("refusal.other", { code });
}

/** How days and lists are written: in English as the publication writes them, which is as in Europe. */
const customs = () => (language.value === "en" ? "en-GB" : language.value);

/** Joins names as a sentence does: « Amel, Bruno et Chloé ». */
export function listed(names: string[]): string {
  return new Intl.ListFormat(customs(), { type: "conjunction" }).format(names);
}

/** Says an instant as hours and minutes, which both languages write alike. */
export function hour(at: number): string {
  const when = new Date(at);
  return [when.getHours(), when.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Whether an instant lies on this day, where this device is. */
export function isToday(at: number, now = serverNow()): boolean {
  return new Date(at).toDateString() === new Date(now).toDateString();
}

/** Says an instant of this day by its hour, and any other with its day: a room may be held on several. */
export function moment(at: number, now = serverNow()): string {
  return isToday(at, now) ? hour(at) : dayAndTime(at);
}

/** Says an instant as a short day and its time. */
export function dayAndTime(at: number): string {
  return new Date(at).toLocaleString(customs(), {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** Says a day given as YYYY-MM-DD in full, or as it was written where it is no such date. */
export function day(date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const noon = new Date(`${date}T12:00:00`);
  const said = noon.toLocaleDateString(customs(), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return language.value === "fr" ? said.replace(/\b1 /, "1er ") : said;
}

/** Says how much a file weighs, in the unit that people read. */
export function weight(bytes: number): string {
  const [unit, by] = bytes < 1_000_000 ? ["kilobyte", 1_000] : ["megabyte", 1_000_000];
  const n = bytes / Number(by);
  return n.toLocaleString(language.value, {
    style: "unit",
    unit: String(unit),
    maximumFractionDigits: n < 10 ? 1 : 0,
  });
}
