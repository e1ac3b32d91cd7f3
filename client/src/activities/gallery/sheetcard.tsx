/** A card of a sheet with the words left on it. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { useMine } from "../../views/mine";
import type { Step } from "../../wire.gen";
import { tp } from "../../words/participant";
import { CardView } from "../grid/card";
import { CommentForm, Comments } from "./comments";

/** The card, its comments, and a way to leave one. */
export function SheetCard({ id, step }: { id: string; step: Step | undefined }) {
  const { canWrite } = useMine();
  const [writing, setWriting] = useState(false);
  const on = `card/${id}`;
  return (
    <div class="sheet-card">
      <CardView id={id} readOnly />
      <Comments on={on} />
      {canWrite && step && !writing && (
        <Button look="plain" icon="message" onClick={() => setWriting(true)}>
          {tp("gallery.comment")}
        </Button>
      )}
      {writing && step && (
        <CommentForm on={on} step={step} label={tp("gallery.comment.on")} onLaid={() => setWriting(false)} />
      )}
    </div>
  );
}
