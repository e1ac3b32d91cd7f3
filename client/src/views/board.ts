/** What the synthesis board shows of a room's cards: which lie on it, which pass a filter, how many. */

import { plain, plainText } from "../plain";
import type { Card, Criterion, Statement } from "../wire.gen";
import { lies, stands } from "./lineage";

/** Stands for the cards and statements that belong to no criterion. */
export const NO_CRITERION = "-";

export interface Filter {
  experience: string;
  domain: string;
  kind: string;
  group: string;
  words: string;
  /** Only the cards that no statement rests on. */
  unused: boolean;
}

export const NO_FILTER: Filter = {
  experience: "",
  domain: "",
  kind: "",
  group: "",
  words: "",
  unused: false,
};

/** Says whether anything is filtered out. */
export const filters = (filter: Filter): boolean =>
  Object.values(filter).some((value) => value !== "" && value !== false);

/** Says whether a card passes a filter; every word that was typed must be in its text. */
export function passes(card: Card, filter: Filter, used: ReadonlyMap<string, string[]>): boolean {
  if (filter.unused && used.has(card.id)) return false;
  if (filter.experience && card.experience !== filter.experience) return false;
  if (filter.kind && card.kind !== filter.kind) return false;
  if (filter.group && card.group !== filter.group) return false;
  if (filter.domain && !card.domains.includes(filter.domain)) return false;
  return says(card, filter.words);
}

/** Says whether every word that was typed is in a text. */
export function says(record: { text: string }, words: string): boolean {
  if (!words) return true;
  const text = plainText(record);
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Counts the cards that each choice of a filter has, by `<filter>/<id>`. */
export function facets(cards: Card[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const card of cards) {
    const has = [
      `experience/${card.experience}`,
      `kind/${card.kind}`,
      `group/${card.group}`,
      ...card.domains.map((id) => `domain/${id}`),
    ];
    for (const key of has) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Where the cards of the room are for who looks at one section through a filter: the parts make the total. */
export interface Harvest {
  total: number;
  shown: number;
  /** In other sections. */
  elsewhere: number;
  /** In this section, and kept from sight by the filter. */
  filtered: number;
  used: number;
  unused: number;
  /** Withdrawn, or hidden by a facilitator: they lie on no board and count nowhere. */
  gone: number;
}

/** Counts the room's cards from what is shown of them. */
export function harvest(all: Count, here: Count, shown: number, cards: number): Harvest {
  return {
    total: all.cards,
    shown,
    elsewhere: all.cards - here.cards,
    filtered: here.cards - shown,
    used: all.cards - all.unused,
    unused: all.unused,
    gone: cards - all.cards,
  };
}

/** How many cards, and of them how many no statement rests on. */
export interface Count {
  cards: number;
  unused: number;
  statements: number;
}

/** Gives the section of the board that a card or statement stands in. */
export function sectionOf(record: { criterion: string | null }, known: ReadonlySet<string>): string {
  return record.criterion !== null && known.has(record.criterion) ? record.criterion : NO_CRITERION;
}

/**
 * Counts by criterion, with NO_CRITERION for the rest and "" for all: each card is in one section,
 * used or not used, so that the numbers always add up.
 */
export function tally(
  criteria: Pick<Criterion, "id">[],
  cards: Card[],
  statements: Statement[],
  used: ReadonlyMap<string, string[]>,
): Map<string, Count> {
  const known = new Set(criteria.map((criterion) => criterion.id));
  const counts = new Map<string, Count>();
  for (const id of ["", ...known, NO_CRITERION]) counts.set(id, { cards: 0, unused: 0, statements: 0 });
  const both = (record: Card | Statement) =>
    ["", sectionOf(record, known)].flatMap((id) => counts.get(id) ?? []);
  for (const card of cards.filter(lies)) {
    for (const count of both(card)) {
      count.cards += 1;
      if (!used.has(card.id)) count.unused += 1;
    }
  }
  for (const statement of statements.filter(stands)) {
    for (const count of both(statement)) count.statements += 1;
  }
  return counts;
}
