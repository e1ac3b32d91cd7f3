/** In which round something was written: that in which its table had its experience. */

import type { Appraisal, Assignment, Card } from "../wire.gen";

/** Gives the round of a card or an appraisal, or null where its table never had its experience. */
export function roundOf(assignments: Assignment[], record: Card | Appraisal): string | null {
  const given = assignments.find(
    (one) => one.group === record.group && one.experience === record.experience && one.experience !== null,
  );
  return given?.round ?? null;
}
