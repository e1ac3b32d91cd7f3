/** Who sits where, who waits for a seat, who is connected, and which experience each table has. */

import type { Assignment, Card, Experience, Group, Participant } from "../wire.gen";
import { alphabetical } from "./alphabet";

/** `here` is connected, `dropped` was and is not, `silent` is connected and has not written. */
export type Presence = "here" | "silent" | "dropped" | "phoneless" | "left";

/** Gives the tables in order. */
export function tablesInOrder(groups: Group[]): Group[] {
  return [...groups].sort((a, b) => a.order - b.order || alphabetical(a.name, b.name));
}

/** Gives the people of a table who are still in the room, by name. */
export function seatedAt(people: Participant[], group: string): Participant[] {
  return byName(people.filter((person) => person.group === group && !person.left));
}

/** Gives those who came and have no table, the longest waiting first. */
export function unseated(people: Participant[]): Participant[] {
  return people
    .filter((person) => person.seat === "participant" && !person.left && person.group === null)
    .sort((a, b) => a.joined_at - b.joined_at);
}

/** Gives who takes part: neither who facilitates or draws, nor who left. */
export function attending(people: Participant[]): Participant[] {
  return people.filter((person) => person.seat === "participant" && !person.left);
}

/** Sorts people by name. */
export function byName(people: Participant[]): Participant[] {
  return [...people].sort((a, b) => alphabetical(a.name, b.name));
}

/** Gives the experience that a table has in a round, or null. */
export function experienceOf(
  assignments: Assignment[],
  experiences: Experience[],
  group: string | null,
  round: string,
): Experience | null {
  const given = assignments.find((one) => one.group === group && one.round === round);
  return experiences.find((one) => one.id === given?.experience) ?? null;
}

/** Says how a person is there, so that a facilitator knows whom to look for. */
export function presenceOf(
  person: Participant,
  here: { [id: string]: number },
  wrote: ReadonlySet<string>,
): Presence {
  if (person.left) return "left";
  if (!person.device) return "phoneless";
  if (!here[person.id]) return "dropped";
  return wrote.has(person.id) ? "here" : "silent";
}

/** Gives the people who wrote something in a step, or at any time where no step is given. */
export function writers(cards: Card[], step: string | null): Set<string> {
  const ids = new Set<string>();
  for (const card of cards) if (card.author && (step === null || card.step === step)) ids.add(card.author);
  return ids;
}

/** Counts people by a trait, most frequent first; those who said nothing are not counted. */
export function countBy(people: Participant[], trait: "role" | "territory"): [string, number][] {
  const counts = new Map<string, number>();
  for (const person of people) {
    if (person[trait]) counts.set(person[trait], (counts.get(person[trait]) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || alphabetical(a[0], b[0]));
}
