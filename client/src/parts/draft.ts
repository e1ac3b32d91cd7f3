/** A text that is being written, kept on the device until it is sent or given up. */

import { useEffect, useState } from "preact/hooks";
import { useVisit } from "../visit";
import { toast } from "./toast";

/** Gives the text as it was left, how to write it, and how to empty it as sent; the draft of an empty text is gone. */
export function useDraft(key: string): [string, (typed: string) => void, () => void] {
  const { drafts } = useVisit();
  const [text, setText] = useState(() => drafts.peek()?.get(key) ?? "");
  useEffect(() => drafts.peek()?.onSent(key, () => setText("")), [key]);
  const write = (typed: string) => {
    setText(typed);
    drafts.peek()?.set(key, typed);
  };
  const sent = () => {
    setText("");
    drafts.peek()?.sent(key);
  };
  return [text, write, sent];
}

/**
 * The same, and how to send it: the field is empty at once, for the answer may take long and a second press would
 * send the words again; they are back in it where they are refused.
 */
export function useSentDraft(
  key: string,
): [string, (typed: string) => void, (ask: (text: string) => Promise<boolean>) => Promise<void>] {
  const { drafts } = useVisit();
  const [text, write, sent] = useDraft(key);
  const send = async (ask: (text: string) => Promise<boolean>) => {
    if (!text.trim()) return;
    sent();
    if (!(await ask(text)) && !drafts.peek()?.get(key)) write(text);
  };
  return [text, write, send];
}

/**
 * Says of a text that its sheet went without being sent or given up: a touch beside it, the phone's way back or a
 * new step is no wish to lose what was typed. In a closed room nothing waits to be finished; its page shows the text.
 */
export function useWordOfKept(key: string, words: () => string): void {
  const { drafts, room } = useVisit();
  useEffect(
    () => () => {
      if (drafts.peek()?.get(key) && !room.peek("room", "room")?.closed) toast(words());
    },
    [],
  );
}
