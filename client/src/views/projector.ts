/** What the projector can show, and what it shows by itself for each activity. */

import type { ActivityName, RoomInfo, Step } from "../wire.gen";
import { promptsOf } from "./answers";

/** The views by their names on the wire. */
export type ViewName =
  | "auto"
  | "join"
  | "step"
  | "cards"
  | "plan"
  | "criteria"
  | "domains"
  | "synthesis"
  | "statement"
  | "question"
  | "boards"
  | "page"
  | "answers"
  | "projection"
  | "votes"
  | "plane"
  | "replay";

/** The views that need nothing more to be said, in the order in which a day needs them. */
export const PLAIN_VIEWS: ViewName[] = [
  "auto",
  "join",
  "step",
  "plan",
  "cards",
  "answers",
  "criteria",
  "domains",
  "synthesis",
  "boards",
  "projection",
  "plane",
  "votes",
];

const BY_ACTIVITY: Record<ActivityName, ViewName> = {
  briefing: "step",
  checkin: "answers",
  break: "step",
  grouping: "plan",
  grid: "cards",
  gallery: "cards",
  synthesis: "synthesis",
  projection: "projection",
  vote: "votes",
};

/** Whether tables keep their cards to themselves: the wall is sent none of them then, however many there are. */
export function keepsCards(info: Pick<RoomInfo, "reveal" | "revealed"> | undefined): boolean {
  return info?.reveal === "never" || (info?.reveal === "step" && !info.revealed);
}

/** Gives the view that goes with a step; before the first, people are asked in, and later on told where we are. */
export function autoView(step: Step | null, begun = false, kept = false): ViewName {
  if (step === null) return begun ? "step" : "join";
  // A wall to which nothing will come shows what to do and the clock.
  if (step.activity === "grid" && kept) return "step";
  if (step.activity === "checkin" && promptsOf(step).every((prompt) => prompt.appraisal)) return "step";
  // Its cards are there already and only get their domains: a wall of new ones would stay empty.
  if (step.activity === "grid" && step.settings.mode === "domains") return "domains";
  return BY_ACTIVITY[step.activity];
}

/** Whether the day has begun; a room that is closed lets nobody in any more. */
export function hasBegun(info: Pick<RoomInfo, "closed"> | undefined, steps: Step[]): boolean {
  return Boolean(info?.closed) || steps.some((step) => step.status !== "todo");
}
