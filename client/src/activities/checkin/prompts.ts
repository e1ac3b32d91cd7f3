/** The prompts of a check-in as the format sets them, and who answered what as far as one may know. */

import { useVisit } from "../../visit";
import type { Answer, Text } from "../../wire.gen";

export interface PromptChoice {
  id: string;
  label: Text;
  /** The page that explains it, or nothing. */
  page?: string;
}

export interface Prompt {
  id: string;
  ask: Text;
  type: "line" | "choice" | "word" | "who";
  choices?: PromptChoice[];
  many?: boolean;
  why?: boolean;
  /** Of the day itself: read by facilitators alone, without names. */
  appraisal?: boolean;
}

/** Reads a step's prompts out of its settings, whose shape the server checked when the room was opened. */
export function asPrompts(settings: unknown): Prompt[] {
  return Array.isArray(settings) ? (settings as Prompt[]) : [];
}

export interface Answers {
  mine: Answer | undefined;
  /** Those with words in them, newest first. */
  said: Answer[];
  count: number;
}

/** Gives the answers to a prompt. */
export function useAnswers(step: string, prompt: string): Answers {
  const { room, line } = useVisit();
  const me = line.me.value?.participant;
  const all = room.all("answer").filter((answer) => answer.step === step && answer.prompt === prompt);
  return {
    mine: all.find((answer) => me !== null && answer.participant === me),
    said: all.filter((answer) => answer.text !== "").sort((a, b) => b.at - a.at),
    count: all.length,
  };
}

/** Puts the same words together, however they are capitalised, the most frequent first. */
export function sameWords(answers: Pick<Answer, "text">[]): [word: string, n: number][] {
  const found = new Map<string, [string, number]>();
  for (const { text } of answers) {
    const key = text.trim().toLocaleLowerCase();
    const known = found.get(key);
    if (known) known[1] += 1;
    else found.set(key, [text.trim(), 1]);
  }
  return [...found.values()].sort((a, b) => b[1] - a[1]);
}
