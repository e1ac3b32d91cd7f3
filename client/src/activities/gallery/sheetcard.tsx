/** A card of a sheet with the words left on it. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { tp } from "../../words/participant";
import { CardView } from "../grid/card";
import { CommentForm, Comments, draftOf } from "./comments";

/** The card, its comments, and a way to leave one. */
export function SheetCard({ id, step }: { id: string; step: Step | undefined }) {
  const { canWrite } = useMine();
  const on = `card/${id}`;
  // What was begun before a reload is not hidden behind the button.
  const drafts = useVisit().drafts.peek();
  const [writing, setWriting] = useState(() => Boolean(drafts?.get(draftOf(on))));
  const place = useRef<HTMLDivElement>(null);
  const was = useRef(writing);
  // The button and the form take each other's place, and the keyboard goes along.
  useLayoutEffect(() => {
    if (was.current === writing) return;
    was.current = writing;
    place.current?.querySelector<HTMLElement>(writing ? "form textarea" : ":scope > .button")?.focus();
  }, [writing]);
  return (
    <div class="sheet-card" ref={place}>
      <CardView id={id} readOnly />
      <Comments on={on} />
      {canWrite && step && !writing && (
        <Button look="plain" icon="message" onClick={() => setWriting(true)}>
          {tp("gallery.comment")}
        </Button>
      )}
      {canWrite && step && writing && (
        <CommentForm on={on} step={step} label={tp("gallery.comment.on")} onLaid={() => setWriting(false)} />
      )}
    </div>
  );
}
