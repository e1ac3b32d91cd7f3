/** What several parts of the console read: the room, its step, its lists in order. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Experience, Group, Participant, RoomInfo, Step } from "../../wire.gen";
import { say } from "../../words";

const UNKNOWN: RoomInfo = {
  id: "room",
  rev: 0,
  code: "",
  title: "",
  date: "",
  place: "",
  language: "fr",
  opened_at: 0,
  closed: false,
  closed_at: null,
  kept_from: null,
  step: null,
  round: "1",
  anonymous: false,
  anonymous_from: null,
  unnamed: [],
  reveal: "always",
  revealed: false,
  synthesis_open: false,
  appraisal: false,
  notice: null,
};

/** Gives the room's own record. */
export function useRoomInfo(): RoomInfo {
  return useVisit().room.one("room", "room").value ?? UNKNOWN;
}

/** Gives the step that is going on, or null. */
export function useCurrentStep(): Step | null {
  const { room } = useVisit();
  const current = useRoomInfo().step;
  return current === null ? null : (room.one("step", current).value ?? null);
}

/** Gives the tables in order. */
export function useTables(): Group[] {
  return byOrder(useVisit().room.all("group"));
}

/** Gives the experiences in order. */
export function useExperiences(): Experience[] {
  return byOrder(useVisit().room.all("experience"));
}

/** Gives the label of a person's role, or nothing. */
export function useRoleName(): (person: Participant) => string {
  const roles = useVisit().room.one("format", "format").value?.roles ?? [];
  return (person) => say(roles.find((role) => role.id === person.role)?.label);
}

/** Says whether the page has room for the agenda beside the rest. */
export function useWide(): boolean {
  const query = useMemo(() => matchMedia("(min-width: 64rem)"), []);
  const [wide, setWide] = useState(query.matches);
  useEffect(() => {
    const look = () => setWide(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, [query]);
  return wide;
}
