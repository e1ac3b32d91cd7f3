/** Where a person sits in the room: themselves, their table, their experience, and what is open to them. */

import { computed, type ReadonlySignal } from "@preact/signals";
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

/** What a card needs to know of its reader; a thousand cards read it, so it changes only with its fields. */
export interface Seat {
  me: string;
  group: string | null;
  scribe: boolean;
  facilitates: boolean;
  canWrite: boolean;
}

const seats = new WeakMap<Visit, ReadonlySignal<Seat>>();

function seatSignal(visit: Visit): ReadonlySignal<Seat> {
  let last: Seat = { me: "", group: null, scribe: false, facilitates: false, canWrite: false };
  return computed(() => {
    const me = visit.line.me.value?.participant ?? visit.pass.who ?? "";
    const person = visit.room.one("participant", me).value;
    const info = visit.room.one("room", "room").value;
    const group = person?.group ?? null;
    const scribe = person?.scribe === true;
    const facilitates = visit.line.me.value?.seat === "facilitator";
    const canWrite = person !== undefined && info !== undefined && !info.closed;
    const next: Seat = { me, group, scribe, facilitates, canWrite };
    const same = (Object.keys(next) as (keyof Seat)[]).every((field) => last[field] === next[field]);
    if (!same) last = next;
    return last;
  });
}

/** Gives who reads, at which table, and what they may do with its cards. */
export function useSeat(): Seat {
  const visit = useVisit();
  let seat = seats.get(visit);
  if (!seat) {
    seat = seatSignal(visit);
    seats.set(visit, seat);
  }
  return seat.value;
}
