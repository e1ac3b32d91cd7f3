/** Rounds: where a table goes next, and where a person goes who stays with the experience they carry. */

import type { Assignment, Experience, Group, Participant, RoundPart } from "../wire.gen";

/** Where one is in one round. */
export interface Stop {
  round: RoundPart;
  group: Group | null;
  experience: Experience | null;
}

interface Planned {
  rounds: RoundPart[];
  assignments: Assignment[];
  experiences: Experience[];
  groups: Group[];
  /** The round that is on, in which everybody sits where they sit. */
  now: string;
}

/**
 * Gives a person's stops, round by round. Who carries an experience stays with it, and so goes to
 * the table that they were named to receive in that round, or to one that has it; everybody else stays
 * with their table.
 */
export function stopsOf(
  person: Participant,
  { rounds, assignments, experiences, groups, now }: Planned,
): Stop[] {
  return rounds.map((round) => {
    const given = assignments.filter((one) => one.round === round.id);
    const moves = person.carries !== null && (round.id !== now || person.group === null);
    const carried = given.filter((one) => moves && one.experience === person.carries);
    const hosted =
      carried.find((one) => one.hosts.includes(person.id)) ??
      carried.find((one) => one.group === person.group) ??
      carried[0];
    const mine = hosted || given.find((one) => one.group === person.group);
    const group = groups.find((one) => one.id === (mine ? mine.group : person.group)) ?? null;
    return { round, group, experience: experiences.find((one) => one.id === mine?.experience) ?? null };
  });
}

/** Gives how many rounds to propose: those of the format, two at least, and no more than there are experiences. */
export function usualRounds(rounds: readonly RoundPart[], experiences: readonly Experience[]): number {
  return Math.min(Math.max(2, rounds.length), experiences.length);
}

/** Gives the stop after the current round, or null in the last one and where nothing is planned. */
export function nextStop(stops: Stop[], current: string): Stop | null {
  const at = stops.findIndex((stop) => stop.round.id === current);
  const next = at < 0 ? undefined : stops[at + 1];
  return next?.experience ? next : null;
}
