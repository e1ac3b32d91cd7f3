/** The publication as facilitators edit it: its sections in order, and what was reworded over the room's own words. */

import type { Edition, FormatInfo, Language, Passage, SectionPart, Text } from "../wire.gen";

export const FOREWORD = "foreword";
const OWN = "own-";

/** A section as it stands in the list. */
export interface Part {
  id: string;
  title: string;
  shows: SectionPart["shows"];
  /** Kept out of the document. */
  out: boolean;
  /** Added by a facilitator, and not by the format. */
  own: boolean;
  /** Has nothing to print in this language yet. */
  empty: boolean;
  edited: boolean;
}

/** A text that can be reworded: what the room says, and what was written over it. */
export interface Place {
  id: string;
  /** How it is called in a list: a number, a name. */
  label: string;
  title: string;
  text: string;
  /** Has a title of its own to edit. */
  titled: boolean;
  /** Is written in Markdown. */
  rich: boolean;
  /** May be left out, and is. */
  out?: boolean;
}

const said = (text: Text, as: Language): string => (as === "en" && text.en ? text.en : text.fr);

/** The id of the words of a place in a language. */
export const passageId = (place: string, as: Language): string => `${place}:${as}`;

/** The text that is printed where the room says `text`. */
export function worded(passage: Passage | undefined, text: string): string {
  if (!passage || (passage.basis !== null && passage.text === passage.basis)) return text;
  return passage.text;
}

/** Whether somebody has written other words than the room's. */
export const isEdited = (passage: Passage | undefined): boolean =>
  passage !== undefined && (passage.title !== "" || passage.basis === null || passage.text !== passage.basis);

/** Whether the room has changed its words since they were edited. */
export const hasMoved = (passage: Passage | undefined, text: string): boolean =>
  passage !== undefined &&
  passage.basis !== null &&
  passage.text !== passage.basis &&
  passage.basis !== text &&
  passage.text !== text;

/** The ids of all sections in the chosen order; those that nobody placed keep theirs, after. */
export function inOrder(format: FormatInfo, edition: Edition | undefined): string[] {
  const all = [FOREWORD, ...format.publication.sections.map((part) => part.id), ...(edition?.own ?? [])];
  const place = new Map((edition?.order ?? []).map((id, at) => [id, at]));
  const at = (id: string): number => place.get(id) ?? (id === FOREWORD ? -1 : place.size);
  return all
    .map((id, n) => ({ id, n }))
    .sort((a, b) => at(a.id) - at(b.id) || a.n - b.n)
    .map(({ id }) => id);
}

/** The sections of the document in a language, `foreword` being how that one is called. */
export function parts(
  format: FormatInfo,
  edition: Edition | undefined,
  passageOf: (id: string) => Passage | undefined,
  as: Language,
  foreword: string,
): Part[] {
  const known = new Map(format.publication.sections.map((part) => [part.id, part]));
  return inOrder(format, edition).map((id) => {
    const part = known.get(id);
    const passage = passageOf(passageId(id, as));
    const own = id.startsWith(OWN);
    const other = own ? passageOf(passageId(id, as === "fr" ? "en" : "fr")) : undefined;
    const text = worded(passage, part?.text ? said(part.text, as) : "");
    return {
      id,
      title: passage?.title || (part ? said(part.title, as) : own ? (other?.title ?? "") : foreword),
      shows: part?.shows ?? "text",
      out: edition?.left_out.includes(id) ?? false,
      own,
      empty: (own || id === FOREWORD) && !text,
      edited: !own && isEdited(passage),
    };
  });
}

/** What the format says before a section, to be edited. */
export function sectionPlace(format: FormatInfo, part: Part, as: Language): Place {
  const kept = format.publication.sections.find((one) => one.id === part.id);
  return {
    id: part.id,
    label: part.title,
    title: kept ? said(kept.title, as) : part.own ? "" : part.title,
    text: kept?.text ? said(kept.text, as) : "",
    titled: true,
    rich: true,
  };
}

/** A list with a thing moved to another index. */
export function moved(ids: readonly string[], id: string, to: number): string[] {
  const others = ids.filter((one) => one !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}
