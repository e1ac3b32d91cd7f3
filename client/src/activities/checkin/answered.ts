/** Who answered what to a prompt, as far as one may know. */

import { linesOf } from "../../views/answers";
import { useVisit } from "../../visit";
import type { Answer } from "../../wire.gen";

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
    said: linesOf(all, step, prompt),
    count: all.length,
  };
}
