/** What votes come to, measured as on the server (server/core/voting.py), and which of them are open. */

import type { Room } from "../room";
import type { Ballot, Participant, Step, Tally } from "../wire.gen";
import { stands } from "./lineage";
import { inOrder } from "./order";

export type Subject = Ballot["on"];
export type Voting = Ballot["how"];

const FEWEST = 5;
const DIVIDES_FROM = 0.5;
const APART_FROM = 1.25;

export interface Opinion {
  agree: number;
  nuance: number;
  disagree: number;
  voices: number;
  /** From 0, nobody stands against the others, to 1, two equal camps. */
  division: number;
  divides: boolean;
}

/** Adds up an agreement vote. */
export function opinion(spread: Tally["spread"] | undefined): Opinion {
  const [disagree, nuance, agree] = [spread?.["1"] ?? 0, spread?.["2"] ?? 0, spread?.["3"] ?? 0];
  const voices = agree + nuance + disagree;
  const division = voices ? (2 * Math.min(agree, disagree)) / voices : 0;
  return { agree, nuance, disagree, voices, division, divides: voices >= FEWEST && division >= DIVIDES_FROM };
}

export interface Weighed {
  voices: number;
  mean: number;
  spread: number;
  apart: boolean;
}

/** Gives the mean and the spread of weights from 1 to 5; null where nobody gave one. */
export function weighed(spread: Tally["spread"] | undefined): Weighed | null {
  const given = Object.entries(spread ?? {}).map(([weight, n]) => [Number(weight), n] as const);
  const voices = given.reduce((sum, [, n]) => sum + n, 0);
  if (!voices) return null;
  const mean = given.reduce((sum, [weight, n]) => sum + weight * n, 0) / voices;
  const square = given.reduce((sum, [weight, n]) => sum + n * (weight - mean) ** 2, 0) / voices;
  const wide = Math.sqrt(square);
  return { voices, mean, spread: wide, apart: voices >= FEWEST && wide >= APART_FROM };
}

export const ballotId = (on: Subject, how: Voting): string => `${on}:${how}`;

function asksFor(step: Step, on: Subject, how: Voting): boolean {
  const { settings } = step;
  if (step.activity === "projection")
    return on === "proposals" && how === "plane" && settings.weigh !== false;
  if (step.activity !== "vote") return false;
  return (settings.on ?? "statements") === on && (settings.how ?? "points") === how;
}

/** Gives the vote that is open: a facilitator opened it, or a step that asks for it goes on. */
export function openBallot(room: Room, on: Subject, how: Voting): Ballot | null {
  const id = ballotId(on, how);
  const ballot = room.one("ballot", id).value;
  if (ballot?.open) return ballot;
  const step = room.one("step", room.one("room", "room").value?.step ?? "").value;
  if (!step || !asksFor(step, on, how)) return null;
  const begun = step.started_at ?? 0;
  if (ballot && ballot.closed_at !== null && ballot.closed_at >= begun) return null;
  const fresh: Ballot = {
    id,
    rev: 0,
    on,
    how,
    open: false,
    most: Number(step.settings.points ?? 3),
    budget: Number(step.settings.budget ?? 0),
    only: [],
    voices: 0,
    opened_at: begun,
    closed_at: null,
  };
  return { ...fresh, voices: ballot?.voices ?? 0 };
}

export const VOTES: [Subject, Voting][] = [
  ["statements", "agreement"],
  ["statements", "points"],
  ["proposals", "plane"],
  ["proposals", "agreement"],
  ["proposals", "points"],
];

/** Gives every vote that is open now. */
export function openBallots(room: Room): Ballot[] {
  return VOTES.flatMap(([on, how]) => openBallot(room, on, how) ?? []);
}

/** How many voices there could be: each device of somebody here, by the number of people it speaks for. */
export function electorate(people: Participant[]): number {
  return people
    .filter((one) => one.seat === "participant" && one.device && !one.left)
    .reduce((sum, one) => sum + one.speaks_for, 0);
}

/** How many points something was given; null where nobody gives it any, or any more. */
export function pointsOn(room: Room, on: string): number | null {
  const tally = room.one("tally", on).value;
  return tally && tally.count > 0 ? tally.total : null;
}

/** Something that can be voted on, in the order in which it is read. */
export interface Votable {
  id: string;
  text: string;
  /** As votes name it. */
  on: string;
}

/** Gives what a vote is on. */
export function votables(room: Room, ballot: Pick<Ballot, "on" | "only">): Votable[] {
  const asked = (id: string) => ballot.only.length === 0 || ballot.only.includes(id);
  if (ballot.on === "proposals")
    return room
      .all("proposal")
      .filter((one) => !one.withdrawn && asked(one.id))
      .sort((a, b) => a.at - b.at)
      .map(({ id, text }) => ({ id, text, on: `proposal/${id}` }));
  const place = new Map(room.all("criterion").map((one) => [one.id, one.order]));
  const at = (criterion: string | null) => place.get(criterion ?? "") ?? Number.MAX_SAFE_INTEGER;
  return room
    .all("statement")
    .filter((one) => stands(one) && asked(one.id))
    .sort((a, b) => at(a.criterion) - at(b.criterion) || inOrder(a, b))
    .map(({ id, text }) => ({ id, text, on: `statement/${id}` }));
}
