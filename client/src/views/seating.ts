/** Who sits where, who waits for a seat, who is connected, and which experience each table has. */

import { plain } from "../plain";
import type {
  Appraisal,
  Assignment,
  Card,
  Commitment,
  Experience,
  Group,
  Participant,
  Proposal,
  Step,
} from "../wire.gen";
import { alphabetical } from "./alphabet";
import { byOrder } from "./order";

/**
 * `here` is connected, `dropped` was and is not, `silent` is connected and wrote nothing in the step, `expected` is on
 * the list and has not come.
 */
export type Presence = "here" | "silent" | "dropped" | "phoneless" | "expected" | "left";

/** Gives the people of a table who are still in the room, by name. */
export function seatedAt(people: Participant[], group: string): Participant[] {
  return byName(people.filter((person) => person.group === group && !person.left));
}

/** Gives those who came and have no table, the longest waiting first; before anybody came, those expected. */
export function unseated(people: Participant[]): Participant[] {
  const came = attending(people);
  return (came.length > 0 ? came : coming(people))
    .filter((person) => person.group === null)
    .sort((a, b) => a.joined_at - b.joined_at);
}

/** Gives who takes part or is expected to: neither who facilitates or draws, nor who left. */
export function coming(people: Participant[]): Participant[] {
  return people.filter((person) => person.seat === "participant" && !person.left);
}

/** Gives who takes part: of those who are on the list, whoever came. */
export function attending(people: Participant[]): Participant[] {
  return coming(people).filter((person) => !person.expected);
}

/** Sorts people by name. */
export function byName(people: Participant[]): Participant[] {
  return [...people].sort((a, b) => alphabetical(a.name, b.name));
}

/** Gives names by id, those whom somebody shares a name with told apart by where they sit and come from. */
export function namesApart(people: Participant[], groups: Pick<Group, "id" | "name">[]): Map<string, string> {
  const bearers = new Map<string, number>();
  for (const { name } of people) bearers.set(plain(name), (bearers.get(plain(name)) ?? 0) + 1);
  return new Map(
    people.map((person) => {
      const table = groups.find((one) => one.id === person.group)?.name;
      const apart = [table, person.territory].filter(Boolean).join(", ");
      const shared = (bearers.get(plain(person.name)) ?? 0) > 1 && apart !== "";
      return [person.id, shared ? `${person.name} (${apart})` : person.name];
    }),
  );
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
  if (person.expected) return "expected";
  if (!person.device) return "phoneless";
  if (!here[person.id]) return "dropped";
  return wrote.has(person.id) ? "here" : "silent";
}

/** The activities in which people sign what they write; answers and votes come without names, to everybody. */
const SIGNED: ReadonlySet<Step["activity"]> = new Set(["briefing", "gallery", "grid", "projection"]);

/** Says whether one can tell who wrote in a step: not where nobody does, nor where nobody is named. */
export function tellsWriters(step: Step | null, anonymous: boolean): step is Step {
  return step !== null && !anonymous && SIGNED.has(step.activity);
}

/** What people sign in a room. */
export interface Signed {
  cards: Card[];
  appraisals: Appraisal[];
  proposals: Proposal[];
  commitments: Commitment[];
}

/** Gives the people who wrote something in a step; what does not say its step is told by when it was written. */
export function writers({ cards, appraisals, proposals, commitments }: Signed, step: Step): Set<string> {
  const since = step.started_at ?? 0;
  const written: { author: string | null }[] = [
    ...cards.filter((card) => card.step === step.id),
    ...appraisals.filter((one) => one.reason !== "" && one.at >= since),
    ...[...proposals, ...commitments].filter((one) => one.at >= since),
  ];
  return new Set(written.flatMap((one) => one.author ?? []));
}

/** Counts people by a trait, most frequent first; those who said nothing are not counted. */
export function countBy(people: Participant[], trait: "role" | "territory"): [string, number][] {
  const counts = new Map<string, number>();
  for (const person of people) {
    if (person[trait]) counts.set(person[trait], (counts.get(person[trait]) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || alphabetical(a[0], b[0]));
}

/** For each density of the plan: tables side by side, and in parts of the wall a table's head and a person. */
const DENSITIES = [
  { density: "few", beside: 3, head: 11.5, person: 2.5 },
  { density: "some", beside: 4, head: 7.6, person: 1.85 },
] as const;
/** What the wall leaves to the tables, in the same parts. */
const TABLES = 36;

/** Says in how small a type the tables of a plan are set, that all of them stand on the wall. */
export function planDensity(seats: number[]): "few" | "some" | "many" {
  const longest = Math.max(0, ...seats);
  const fits = DENSITIES.find(
    ({ beside, head, person }) => Math.ceil(seats.length / beside) * (head + person * longest) <= TABLES,
  );
  return fits?.density ?? "many";
}

/** What tables are to mix. */
export type Mix = "both" | "role" | "territory" | "none";

/** Gives what the step that makes tables says to mix: the one that is on, or the first that will. */
export function mixAsked(steps: readonly Step[], on: string | null): Mix {
  const making = steps.filter((step) => step.activity === "grouping" && !step.off);
  const first = byOrder(making)[0];
  const by = (making.find((step) => step.id === on) ?? first)?.settings.by;
  if (!Array.isArray(by)) return "both";
  const [role, territory] = [by.includes("role"), by.includes("territory")];
  return role && territory ? "both" : role ? "role" : territory ? "territory" : "none";
}
