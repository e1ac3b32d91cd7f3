/** What the cross-reading reads by: experiences, or tables where a day has none. */

import { useVisit } from "../../visit";
import type { Appraisal, Card, Criterion, Domain } from "../../wire.gen";
import { say } from "../../words";

export interface Line {
  id: string;
  label: string;
}

export interface Across {
  experiences: boolean;
  columns: Line[];
  of: (record: Card | Appraisal) => string | null;
}

const byOrder = (a: { order: number }, b: { order: number }): number => a.order - b.order;

/** Gives the columns, and how to find that of a record. */
export function useAcross(): Across {
  const { room } = useVisit();
  const experiences = [...room.all("experience")].sort(byOrder);
  if (experiences.length > 0)
    return {
      experiences: true,
      columns: experiences.map((one) => ({ id: one.id, label: say(one.title) })),
      of: (record) => record.experience,
    };
  const tables = [...room.all("group")].sort(byOrder);
  return {
    experiences: false,
    columns: tables.map((one) => ({ id: one.id, label: one.name })),
    of: (record) => record.group,
  };
}

export const shortOf = (one: Criterion | Domain): string => say(one.short.fr ? one.short : one.label);

/** Gives the criteria in order. */
export function useCriteria(): Criterion[] {
  return [...useVisit().room.all("criterion")].sort(byOrder);
}

/** Gives the domains in order. */
export function useDomains(): Domain[] {
  return [...useVisit().room.all("domain")].sort(byOrder);
}
