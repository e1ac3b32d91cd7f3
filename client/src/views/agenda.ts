/** The day's agenda as it is likely to go: what is done, what runs, and when the rest would begin. */

import { timeLeft } from "../parts/clock";
import type { Step } from "../wire.gen";
import { byOrder } from "./order";

export interface Planned {
  step: Step;
  /** When it began, or when it would begin if all goes on as planned; null while nothing has begun. */
  begins: number | null;
}

/** Says when each step began or would begin, reckoned from the one that is going on. */
export function forecast(steps: Step[], current: string | null, now: number): Planned[] {
  const ordered = byOrder(steps);
  const at = ordered.findIndex((step) => step.id === current);
  const running = ordered[at];
  let next: number | null = null;
  if (running) next = now + Math.max(0, timeLeft(running, now) ?? 0);
  else if (ordered.some((step) => step.status === "done")) next = now;
  return ordered.map((step, index) => {
    if (step.id === current || step.status === "done") return { step, begins: step.started_at };
    if (step.off || (at >= 0 && index < at)) return { step, begins: step.started_at };
    const begins = next;
    if (next !== null) next += step.status === "paused" && step.left ? step.left : step.minutes * 60_000;
    return { step, begins };
  });
}

/**
 * Gives the step to start next: the first after the current one that is neither done nor left out.
 * After a break, also one that was ended, it is the step that was set aside for it.
 */
export function nextStep(steps: Step[], current: string | null): Step | null {
  const ordered = byOrder(steps);
  if (current === null) return setAside(ordered) ?? ordered.find(isOpen) ?? null;
  const at = ordered.findIndex((step) => step.id === current);
  const before = ordered[at - 1];
  if (ordered[at]?.activity === "break" && before && isAside(before, current)) return before;
  return ordered.slice(at + 1).find(isOpen) ?? null;
}

/** Gives what is to be gone on with where nothing runs, if a step was set aside. */
export function setAside(steps: Step[]): Step | null {
  return byOrder(steps).find((step) => isAside(step, null)) ?? null;
}

function isOpen(step: Step): boolean {
  return !step.off && step.status !== "done";
}

/** Whether a step was set aside to be gone on with, rather than never begun. */
export function isAside(step: Step, current: string | null): boolean {
  return step.status === "paused" && step.id !== current && !step.off;
}
