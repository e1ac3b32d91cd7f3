/** What the cross-reading reads by: experiences, or tables where a day has none. */

import { byOrder } from "../../views/order";
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

/** Gives the columns, and how to find that of a record. */
export function useAcross(): Across {
  const { room } = useVisit();
  const experiences = byOrder(room.all("experience"));
  if (experiences.length > 0)
    return {
      experiences: true,
      columns: experiences.map((one) => ({ id: one.id, label: say(one.title) })),
      of: (record) => record.experience,
    };
  const tables = byOrder(room.all("group"));
  return {
    experiences: false,
    columns: tables.map((one) => ({ id: one.id, label: one.name })),
    of: (record) => record.group,
  };
}

export const shortOf = (one: Criterion | Domain): string => say(one.short.fr ? one.short : one.label);

/** Gives the criteria in order. */
export function useCriteria(): Criterion[] {
  return byOrder(useVisit().room.all("criterion"));
}

/** Gives the domains in order. */
export function useDomains(): Domain[] {
  return byOrder(useVisit().room.all("domain"));
}
