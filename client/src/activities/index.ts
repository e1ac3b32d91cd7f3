/** The registry of activities: one file each, named as on the server, that comes to a phone with its step. */

import type { ComponentType } from "preact";
import type { ActivityName, Step } from "../wire.gen";
import { withWords } from "../words";

/** What an activity's component gets; everything else it takes from the visit. */
export interface ActivityProps {
  step: Step;
}

/** An activity's file: what a participant sees of a step. */
export interface ActivityFile {
  default: ComponentType<ActivityProps>;
  /** Fetches what the activity shows only in some steps. */
  ahead?: () => void;
}

const FILES = import.meta.glob<ActivityFile>("./*.tsx");

/** Every activity by its name in a format; one that is not listed here is not shown. */
export const ACTIVITIES: Record<ActivityName, string> = {
  briefing: "./briefing.tsx",
  grouping: "./grouping.tsx",
  grid: "./grid.tsx",
  gallery: "./gallery.tsx",
  synthesis: "./synthesis.tsx",
  projection: "./projection.tsx",
  vote: "./vote.tsx",
  checkin: "./checkin.tsx",
  break: "./break.tsx",
};

/** Loads an activity's file; null where this build has none. */
export async function loadActivity(name: ActivityName): Promise<ActivityFile | null> {
  const load = FILES[ACTIVITIES[name]];
  return load ? withWords(load()) : null;
}
