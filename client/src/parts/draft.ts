/** A text that is being written, kept on the device until it is sent or given up. */

import { useState } from "preact/hooks";
import { useVisit } from "../visit";

/** Gives the text as it was left, and how to write it; the draft of an empty text is gone. */
export function useDraft(key: string): [string, (typed: string) => void] {
  const { drafts } = useVisit();
  const [text, setText] = useState(() => drafts.peek()?.get(key) ?? "");
  const write = (typed: string) => {
    setText(typed);
    drafts.peek()?.set(key, typed);
  };
  return [text, write];
}
