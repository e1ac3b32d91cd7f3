/** Where a person sits in the room: themselves, their table, their experience, and what is open to them. */

import { useVisit, type Visit } from "../visit";
import type { Experience, FormatInfo, Group, Participant, RoomInfo } from "../wire.gen";
import { experienceOf, seatedAt } from "./seating";

export interface Mine {
  person: Participant | null;
  group: Group | null;
  experience: Experience | null;
  /** The people at my table, myself among them. */
  mates: Participant[];
  room: RoomInfo | null;
  format: FormatInfo | null;
  /** False in a closed room, and for whoever is not in it as a person. */
  canWrite: boolean;
}

/** Reads where the person of a visit sits; inside a component it is read again as that changes. */
export function readMine(visit: Visit): Mine {
  const { room, line } = visit;
  const id = line.me.value?.participant ?? visit.pass.who ?? "";
  const person = room.one("participant", id).value ?? null;
  const info = room.one("room", "room").value ?? null;
  const group = room.one("group", person?.group ?? "").value ?? null;
  const round = info?.round ?? "1";
  return {
    person,
    group,
    experience: experienceOf(room.all("assignment"), room.all("experience"), group?.id ?? null, round),
    mates: group ? seatedAt(room.all("participant"), group.id) : [],
    room: info,
    format: room.one("format", "format").value ?? null,
    canWrite: person !== null && info !== null && !info.closed,
  };
}

/** Gives where the person of this page sits. */
export function useMine(): Mine {
  return readMine(useVisit());
}
