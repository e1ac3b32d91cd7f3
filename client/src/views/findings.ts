/** What a matrix leaves empty, row by row: that nobody had anything to say there is worth reading. */

import type { Card } from "../wire.gen";
import { lies } from "./lineage";

export interface Finding {
  row: string;
  columns: string[];
  /** Whether the whole row is empty. */
  everywhere: boolean;
}

/** Gives, for each row that has empty cells, which columns they are in. */
export function emptyCells(
  rows: string[],
  columns: string[],
  filled: (row: string, column: string) => boolean,
): Finding[] {
  return rows
    .map((row) => ({ row, columns: columns.filter((column) => !filled(row, column)) }))
    .filter((one) => one.columns.length > 0)
    .map((one) => ({ ...one, everywhere: one.columns.length === columns.length }));
}

/** Puts names in a row as a sentence does. */
export function listed(names: string[], as: "fr" | "en"): string {
  return new Intl.ListFormat(as, { type: "conjunction" }).format(names);
}

/** Gives the share of each domain among the cards of one column, by domain. */
export function profileOf(cards: Card[], domains: string[]): { domain: string; n: number; share: number }[] {
  const counted = cards.filter(lies);
  return domains.map((domain) => {
    const n = counted.filter((card) => card.domains.includes(domain)).length;
    return { domain, n, share: counted.length ? n / counted.length : 0 };
  });
}
