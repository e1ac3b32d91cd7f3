/** The questions of the room: cards of no table, in a step that takes questions. */

import type { Room } from "../room";
import type { Card } from "../wire.gen";
import { lies } from "./lineage";

/** Says whether a card is a question to the room, in one step or in any that takes some. */
export function isQuestion(card: Card, steps: ReadonlySet<string>): boolean {
  return card.group === null && card.on === null && lies(card) && steps.has(card.step ?? "");
}

/** Gives the ids of the steps in which people ask. */
export function askingSteps(room: Room): Set<string> {
  const asking = room
    .all("step")
    .filter((step) => step.activity === "briefing" && step.settings.questions === true);
  return new Set(asking.map((step) => step.id));
}

/** Sorts questions: open ones first, then those that most people share, then as they came. */
export function byShare(cards: Card[], shares: (id: string) => number): Card[] {
  return [...cards].sort(
    (a, b) =>
      Number(a.answered) - Number(b.answered) ||
      shares(b.id) - shares(a.id) ||
      a.at - b.at ||
      (a.id < b.id ? -1 : 1),
  );
}

/** Gives how many people share a question, besides whoever asked it. */
export function sharesOf(room: Room): (id: string) => number {
  const counts = new Map(room.all("tally").map((tally) => [tally.id, tally.count]));
  return (id) => counts.get(`card/${id}`) ?? 0;
}
