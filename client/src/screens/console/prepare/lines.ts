/** Several short texts as lines of one field, French beside English, and back. */

import type { Text } from "../../../wire.gen";

/** Writes texts one a line. */
export function linesOf(texts: readonly Text[]): Text {
  const english = texts.map((text) => text.en).join("\n");
  return { fr: texts.map((text) => text.fr).join("\n"), en: english.trim() ? english : "" };
}

/** Reads texts back, by French line; empty lines are kept until `filled`, so that one can type them. */
export function textsOf(lines: Text): Text[] {
  const english = lines.en.split("\n");
  if (!lines.fr && !lines.en) return [];
  const french = lines.fr.split("\n");
  return Array.from({ length: Math.max(french.length, lines.en ? english.length : 0) }, (_, at) => ({
    fr: french[at] ?? "",
    en: english[at] ?? "",
  }));
}

/** Gives those texts that say something in French. */
export function filled(texts: readonly Text[]): Text[] {
  return texts.map((text) => ({ fr: text.fr.trim(), en: text.en.trim() })).filter((text) => text.fr !== "");
}

interface Named {
  id: string;
  label: Text;
}

/**
 * Gives each line the thing it was before, by its French: those before and after what was typed stay, and a line
 * that is back as it was `at first` is that thing again. What people answered stays with what they answered to.
 */
export function rejoined<T extends Named>(
  before: readonly T[],
  texts: readonly Text[],
  atFirst: readonly T[],
  fresh: () => T,
): T[] {
  const old = before.slice(0, lastSaid(before.map((one) => one.label)));
  const said = lastSaid(texts);
  const shortest = Math.min(old.length, said);
  const same = (one: T | undefined, text: Text | undefined) => one?.label.fr === text?.fr;
  let head = 0;
  while (head < shortest && same(old[head], texts[head])) head++;
  let tail = 0;
  while (tail < shortest - head && same(old[old.length - 1 - tail], texts[said - 1 - tail])) tail++;
  const found = texts.map((_, at) => {
    if (at >= said) return undefined;
    if (at >= said - tail) return old[at - said + old.length];
    return at < old.length - tail ? old[at] : undefined;
  });
  const taken = new Set(found.map((one) => one?.id));
  return texts.map((label, at) => {
    const back = found[at] ?? atFirst.find((one) => label.fr && same(one, label) && !taken.has(one.id));
    if (back) taken.add(back.id);
    return { ...(back ?? fresh()), label };
  });
}

/** How many lines there are up to the last that says something in French. */
const lastSaid = (texts: readonly Text[]): number =>
  texts.reduce((last, text, at) => (text.fr ? at + 1 : last), 0);
