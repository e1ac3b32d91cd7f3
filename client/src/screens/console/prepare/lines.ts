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
