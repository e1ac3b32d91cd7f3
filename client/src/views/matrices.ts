/** The matrices: what the tables wrote and how they appraised it, counted the same way everywhere. */

import type { Appraisal, Card, Level, Ready } from "../wire.gen";
import { lies } from "./lineage";

/** One cell: cards that say something, and the levels that tables gave. */
export interface Cell {
  cards: number;
  /** One a table; several where several tables took the same experience apart. */
  appraisals: { group: string; level: Level; reason: string }[];
  /** The mean weight of the levels that have one, from 0 to 1; null where there is none. */
  weight: number | null;
}

/** Gives the key of a cell. */
export function at(row: string, column: string): string {
  return `${row}|${column}`;
}

/** Says whether a card is of a table's own work: it lies in sight, and is no comment on another record. */
export function counts(card: Card): boolean {
  return lies(card) && card.on === null;
}

type Column = (record: Card | Appraisal) => string | null;

function fill(cards: Card[], appraisals: Appraisal[], scale: Level[], column: Column): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const cell = (criterion: string | null, over: string | null): Cell | null => {
    if (criterion === null || over === null) return null;
    const key = at(criterion, over);
    const known = cells.get(key) ?? { cards: 0, appraisals: [], weight: null };
    cells.set(key, known);
    return known;
  };
  for (const card of cards) {
    const found = lies(card) ? cell(card.criterion, column(card)) : null;
    if (found) found.cards += 1;
  }
  for (const given of appraisals) {
    const level = scale.find((one) => one.id === given.level);
    const found = level ? cell(given.criterion, column(given)) : null;
    if (level) found?.appraisals.push({ group: given.group, level, reason: given.reason });
  }
  for (const one of cells.values()) one.weight = mean(one.appraisals.map(({ level }) => level.weight));
  return cells;
}

function mean(weights: (number | null)[]): number | null {
  const known = weights.filter((weight) => weight !== null);
  return known.length ? known.reduce((sum, weight) => sum + weight, 0) / known.length : null;
}

/** Counts criteria against experiences; `at(criterion, experience)` finds a cell. */
export function byExperience(cards: Card[], appraisals: Appraisal[], scale: Level[]): Map<string, Cell> {
  return fill(cards, appraisals, scale, (record) => record.experience);
}

/**
 * Counts criteria against tables, to see how far each is; `at(criterion, group)` finds a cell. What a table says of
 * its experience comes before what it said while it had none, as on its own phones.
 */
export function byTable(cards: Card[], appraisals: Appraisal[], scale: Level[]): Map<string, Cell> {
  const latest = [...appraisals].sort(
    (a, b) => Number(a.experience === null) - Number(b.experience === null),
  );
  return fill(cards, latest, scale, (record) => record.group);
}

/** One cell of domains × experiences. */
export interface DomainCell {
  cards: number;
  /** The part of the experience's cards that touch the domain, from 0 to 1. */
  share: number;
}

/** Counts domains against experiences; `at(domain, experience)` finds a cell. A card may touch several. */
export function domainsByExperience(cards: Card[]): Map<string, DomainCell> {
  return domainsBy(cards, (card) => card.experience);
}

/** Counts domains against tables, for a day that has no experiences. */
export function domainsByTable(cards: Card[]): Map<string, DomainCell> {
  return domainsBy(cards, (card) => card.group);
}

/** Counts all cards of each table, whatever they are about. */
export function cardsByTable(cards: Card[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const card of cards) {
    if (counts(card) && card.group !== null) totals.set(card.group, (totals.get(card.group) ?? 0) + 1);
  }
  return totals;
}

function domainsBy(cards: Card[], column: (card: Card) => string | null): Map<string, DomainCell> {
  const totals = new Map<string, number>();
  const cells = new Map<string, DomainCell>();
  for (const card of cards) {
    const over = lies(card) ? column(card) : null;
    if (over === null) continue;
    totals.set(over, (totals.get(over) ?? 0) + 1);
    for (const domain of card.domains) {
      const key = at(domain, over);
      const cell = cells.get(key) ?? { cards: 0, share: 0 };
      cells.set(key, { ...cell, cards: cell.cards + 1 });
    }
  }
  for (const [key, cell] of cells) {
    cell.share = cell.cards / (totals.get(key.slice(key.indexOf("|") + 1)) ?? 1);
  }
  return cells;
}

/** Gives the tables that said they are done with a step. */
export function readyTables(ready: Ready[], step: string | null): Set<string> {
  return new Set(ready.filter((one) => one.step === step).map((one) => one.group));
}
