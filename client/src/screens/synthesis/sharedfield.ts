/** A text area tied to a text that several people write: carets, composed letters, and taking back one's own. */

import { useEffect, useRef, useState } from "preact/hooks";
import { carried, spliced } from "../../splice";
import type { Splice, Together } from "../../together";

/** Ties a text area to the text that is written together: what is typed goes, what comes moves the caret along. */
export function useSharedField(together: Together, caret: number | null, onTyped: () => void) {
  const element = useRef<HTMLTextAreaElement>(null);
  const [value, setValue] = useState(together.said);
  const [mine, setMine] = useState(false);
  /** What the element showed last, and what came while something was being composed on it. */
  const shown = useRef(together.said);
  const held = useRef<Splice[]>([]);
  const composing = useRef(false);
  const show = (start: number, end: number) => {
    const area = element.current;
    shown.current = together.said;
    held.current = [];
    setValue(together.said);
    if (!area) return;
    area.value = together.said;
    if (document.activeElement === area) area.setSelectionRange(start, end);
  };
  together.onChange = (splices) => {
    held.current.push(...splices);
    const area = element.current;
    if (composing.current || !area) return;
    show(carried(area.selectionStart, splices), carried(area.selectionEnd, splices));
  };
  const take = () => {
    const area = element.current;
    if (!area || composing.current) return;
    const typed = spliced(shown.current, area.value, area.selectionStart);
    if (!typed) return;
    const at = carried(typed.at, held.current);
    together.splice({ ...typed, at });
    setMine(true);
    onTyped();
    const caret = held.current.length > 0 ? at + typed.came.length : area.selectionStart;
    show(caret, held.current.length > 0 ? caret : area.selectionEnd);
  };
  useEffect(() => {
    element.current?.focus();
    const at = caret ?? together.said.length;
    // Also what others wrote between the first drawing and now.
    show(at, at);
  }, [together]);
  return {
    element,
    value,
    mine,
    onText: take,
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: () => {
      composing.current = false;
      take();
    },
    onBeforeInput: (event: InputEvent) => {
      if (event.inputType === "historyUndo") together.undo();
      else if (event.inputType === "historyRedo") together.redo();
      else return;
      event.preventDefault();
    },
    onKey: (event: KeyboardEvent) => {
      const letter = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || (letter !== "z" && letter !== "y")) return;
      event.preventDefault();
      if (letter === "y" || event.shiftKey) together.redo();
      else together.undo();
    },
  };
}
