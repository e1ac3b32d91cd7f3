/** Whether a room has changed since some version of its publication. */

import type { Room } from "../room";

/**
 * Says whether more has changed since a moment than links to share, which are no part of what is published.
 * What was dropped leaves no record behind: it is known by the number that no record has.
 */
export function movedOn(room: Room, since: number): boolean {
  const reached = room.seq.value;
  let newest = 0;
  for (const [kind, records] of room.records()) {
    for (const { rev } of records.values()) {
      if (Number(rev) > since && kind !== "share") return true;
      newest = Math.max(newest, Number(rev));
    }
  }
  return reached > Math.max(newest, since);
}
