/** Erasing for good, after a clear question: what is gone then, and what stays. */

import { useState } from "preact/hooks";
import { useVisit } from "../visit";
import { tErase } from "../words/erase";
import { refusedAloud } from "./acting";
import { Button } from "./button";
import { Confirm } from "./dialog";
import { toast } from "./toast";

/** Kinds of which one record can be erased. */
export type Erasable =
  | "card"
  | "proposal"
  | "commitment"
  | "appraisal"
  | "answer"
  | "message"
  | "note"
  | "board"
  | "sheet";

interface EraseProps {
  kind: Erasable;
  id: string;
  /** What is erased, for who hears the button and does not see it. */
  about: string;
}

/** Gives the function that erases one record: true once the server has done it. */
export function useErase(): (kind: Erasable, id: string) => Promise<boolean> {
  const visit = useVisit();
  return async (kind, id) => {
    const settled = await visit.do("record.erase", { kind, id });
    if (refusedAloud(settled)) return false;
    toast(tErase("done"));
    return true;
  };
}

/** The question that comes before; erases the record where the answer is yes. */
export function EraseQuestion({ kind, id, open, onClose }: Omit<EraseProps, "about"> & Asked) {
  const erase = useErase();
  return (
    <Confirm
      open={open}
      title={tErase("one.title")}
      text={tErase(kind === "card" ? "one.card" : "one.text")}
      action={tErase("one.yes")}
      danger
      onYes={() => {
        onClose();
        void erase(kind, id);
      }}
      onNo={onClose}
    />
  );
}

interface Asked {
  open: boolean;
  onClose: () => void;
}

/** A button that asks first. */
export function EraseButton({ kind, id, about }: EraseProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="plain" icon="trash" onClick={() => setAsking(true)}>
        {tErase("one")}
        <span class="unseen"> {about}</span>
      </Button>
      <EraseQuestion kind={kind} id={id} open={asking} onClose={() => setAsking(false)} />
    </>
  );
}
