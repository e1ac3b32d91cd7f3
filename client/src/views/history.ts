/** A statement's history as people read it: what each step did, in the order in which one would tell it. */

import type { Past, Source, Stance, Statement, Support } from "../wire.gen";

/** What one step did to a statement. */
export type Event =
  | { is: "made"; text: string; cards: Source[] }
  | { is: "text"; was: string; now: string }
  | { is: "stance"; was: Stance; now: Stance }
  | { is: "criterion"; was: string | null; now: string | null }
  | { is: "order" }
  | { is: "drawn" | "turned"; how: Support; cards: Source[] }
  | { is: "released"; cards: Source[] }
  | { is: "joined" | "parted"; statements: string[] }
  | { is: "into"; statement: string | null }
  | { is: "withdrawn" | "restored" | "versions" | "gone" };

/** One thing that somebody did. */
export interface Chapter {
  step: Past;
  events: Event[];
  /** What it took back, where it is an undoing. */
  takesBack: Event[];
}

type Fields = Partial<Statement>;

/** Gives the chapters of a history, the latest first; what changed nothing that is shown is left out. */
export function chapters(steps: Past[]): Chapter[] {
  const told = new Map(steps.map((step) => [step.op, step]));
  return steps
    .map((step): Chapter => {
      const undone = step.undoes === null ? undefined : told.get(step.undoes);
      return { step, events: eventsOf(step), takesBack: undone ? eventsOf(undone) : [] };
    })
    .filter((chapter) => chapter.events.length > 0)
    .reverse();
}

/** Says what a step did, from the fields that it changed. */
export function eventsOf(step: Past): Event[] {
  const was = step.was as Fields;
  const now = step.became as Fields;
  if (step.became.id === undefined && step.was.id !== undefined) return [{ is: "gone" }];
  if (step.was.id === undefined && now.id !== undefined) {
    return [{ is: "made", text: now.text ?? "", cards: now.sources ?? [] }];
  }
  const events: Event[] = [];
  if (now.merged_into !== undefined) events.push({ is: "into", statement: now.merged_into });
  if (now.merged) events.push(...mergings(was.merged ?? [], now.merged));
  if (now.text !== undefined && now.text !== was.text)
    events.push({ is: "text", was: was.text ?? "", now: now.text });
  if (now.sources) events.push(...moves(was.sources ?? [], now.sources));
  if (now.stance && was.stance) events.push({ is: "stance", was: was.stance, now: now.stance });
  if (now.criterion !== undefined)
    events.push({ is: "criterion", was: was.criterion ?? null, now: now.criterion });
  if (now.withdrawn !== undefined) events.push({ is: now.withdrawn ? "withdrawn" : "restored" });
  if ((now.alternatives?.length ?? 0) > (was.alternatives?.length ?? 0)) events.push({ is: "versions" });
  if (now.order !== undefined && events.length === 0) events.push({ is: "order" });
  return events;
}

function mergings(was: string[], now: string[]): Event[] {
  const joined = now.filter((id) => !was.includes(id));
  const parted = was.filter((id) => !now.includes(id));
  return [
    ...(joined.length ? [{ is: "joined", statements: joined } as const] : []),
    ...(parted.length ? [{ is: "parted", statements: parted } as const] : []),
  ];
}

/** Says which cards came, went, or changed sides; a text that was hidden in between moved no card. */
function moves(was: Source[], now: Source[]): Event[] {
  const side = (sources: Source[], card: string) => sources.find((one) => one.card === card)?.how;
  const events: Event[] = [];
  for (const how of ["supports", "contradicts"] as const) {
    const here = now.filter((one) => one.how === how);
    const drawn = here.filter((one) => side(was, one.card) === undefined);
    const turned = here.filter((one) => ![how, undefined].includes(side(was, one.card)));
    if (drawn.length) events.push({ is: "drawn", how, cards: drawn });
    if (turned.length) events.push({ is: "turned", how, cards: turned });
  }
  const released = was.filter((one) => side(now, one.card) === undefined);
  if (released.length) events.push({ is: "released", cards: released });
  return events;
}
