/** What the room answered to the prompts of a check-in, ready to be drawn as bars, walls and words. */

import type { Answer, Step, Tally, Text } from "../wire.gen";
import { alphabetical } from "./alphabet";

export interface Choice {
  id: string;
  label: Text;
  /** The page that explains it, or nothing. */
  page?: string;
}

export interface Prompt {
  id: string;
  ask: Text;
  type: "line" | "choice" | "word" | "who";
  choices?: Choice[];
  many?: boolean;
  why?: boolean;
  /** Of the day itself: read by facilitators alone, without names. */
  appraisal?: boolean;
}

/** Gives the prompts of a check-in step, whose shape the server checked; none of any other step. */
export function promptsOf(step: Step | null): Prompt[] {
  const prompts = step?.activity === "checkin" ? step.settings.prompts : [];
  return Array.isArray(prompts) ? (prompts as Prompt[]) : [];
}

export interface Bar {
  id: string;
  label: Text;
  n: number;
  /** From 0 to 1 against the longest bar. */
  length: number;
}

/** Gives the bars of a choice, in the order in which the choices were put. */
export function barsOf(prompt: Prompt, tally: Tally | undefined): Bar[] {
  const counted = (prompt.choices ?? []).map((choice) => ({ ...choice, n: tally?.spread[choice.id] ?? 0 }));
  const most = Math.max(1, ...counted.map((bar) => bar.n));
  return counted.map((bar) => ({ ...bar, length: bar.n / most }));
}

/** Gives the written answers to a prompt, newest first. */
export function linesOf(answers: Answer[], step: string, prompt: string): Answer[] {
  return answers
    .filter((one) => one.step === step && one.prompt === prompt && one.text !== "")
    .sort((a, b) => b.at - a.at);
}

/** Counts words as people wrote them, whatever their capitals; most frequent first. */
export function wordsOf(answers: Pick<Answer, "text">[]): { word: string; n: number }[] {
  const found = new Map<string, { word: string; n: number }>();
  for (const { text } of answers) {
    const key = text.trim().toLocaleLowerCase();
    const known = found.get(key);
    if (known) known.n += 1;
    else if (key) found.set(key, { word: text.trim(), n: 1 });
  }
  return [...found.values()].sort((a, b) => b.n - a.n || alphabetical(a.word, b.word));
}

/** Gives the check-in whose answers are to be shown: the current one, else the last that has some. */
export function answeredStep(steps: Step[], answers: Answer[], current: Step | null): Step | null {
  if (current?.activity === "checkin") return current;
  const answered = new Set(answers.map((one) => one.step));
  return (
    [...steps]
      .sort((a, b) => b.order - a.order)
      .find((step) => step.activity === "checkin" && answered.has(step.id)) ?? null
  );
}
