/** Words left on something: a form to leave one, and those that were left. */

import { useMemo, useState } from "preact/hooks";
import { toast } from "../../parts/toast";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { tp } from "../../words/participant";
import { CardView } from "../grid/card";
import { Composer } from "../grid/composer";
import { kindsOf } from "../grid/sheet";

/** Gives the ids of the comments on a record, named as `<kind>/<id>`, oldest first. */
export function useComments(on: string): string[] {
  const { room } = useVisit();
  return useMemo(
    () =>
      room.ids(
        "card",
        (card) => card.on === on && !card.withdrawn,
        (a, b) => a.at - b.at || (a.id < b.id ? -1 : 1),
      ),
    [room, on],
  ).value;
}

/** The comments on a record. */
export function Comments({ on }: { on: string }) {
  const ids = useComments(on);
  const [open, setOpen] = useState(false);
  if (ids.length === 0) return null;
  return (
    <details class="comments" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{tp("gallery.comments", { n: ids.length })}</summary>
      {open && (
        <ul class="plain-list stack-s">
          {ids.map((id) => (
            <li key={id}>
              <CardView id={id} />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

/** Names the draft of a word on a record. */
export const draftOf = (on: string): string => `comment/${on}`;

interface CommentFormProps {
  on: string;
  step: Step;
  label: string;
  onLaid?: () => void;
}

/** Leaves a word on a record; it is nobody’s table’s, so everybody may read it. */
export function CommentForm({ on, step, label, onLaid }: CommentFormProps) {
  const { format } = useMine();
  return (
    <Composer
      key={on}
      draft={draftOf(on)}
      kinds={kindsOf(step.settings, format)}
      where={{ step: step.id, on }}
      withDomains={false}
      label={label}
      action={tp("gallery.comment.send")}
      laid={tp("gallery.comment.sent")}
      onLaid={() => {
        toast(tp("gallery.comment.sent"));
        onLaid?.();
      }}
    />
  );
}
