/** In which round something was written: that in which its table had its experience. */

import type { Appraisal, Assignment, Card } from "../wire.gen";

/**
 * Gives the round of a card or an appraisal, the first where a table had its experience again; null where it
 * never had it. `rounds` are in their order, as in `server/publish/reading.py`.
 */
export function roundOf(
  rounds: readonly { id: string }[],
  assignments: Assignment[],
  record: Card | Appraisal,
): string | null {
  if (record.group === null || record.experience === null) return null;
  const had = assignments.filter((one) => one.group === record.group && one.experience === record.experience);
  return rounds.find((round) => had.some((one) => one.round === round.id))?.id ?? null;
}

/** Gives the rounds that were begun, or written in: what was only planned took place nowhere. */
export function begunRounds<R extends { id: string }>(
  rounds: readonly R[],
  now: string,
  assignments: Assignment[],
  written: readonly (Card | Appraisal)[],
): R[] {
  const at = Math.max(
    0,
    rounds.findIndex((round) => round.id === now),
  );
  const used = new Set(written.map((one) => roundOf(rounds, assignments, one)));
  return rounds.filter((round, place) => place <= at || used.has(round.id));
}
