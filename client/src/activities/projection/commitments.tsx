/** Who commits to what, by when, for a proposal. */

import { useEffect, useState } from "preact/hooks";
import { newId } from "../../ids";
import { aloudWithReturn } from "../../parts/acting";
import { Button, IconButton } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Field, TextArea } from "../../parts/field";
import { toast } from "../../parts/toast";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Commitment } from "../../wire.gen";
import { day, t } from "../../words";
import { tp } from "../../words/participant";

/** The commitments made, and a way to make one. */
export function Commitments({ proposal }: { proposal: string }) {
  const visit = useVisit();
  const { canWrite, person } = useMine();
  const [open, setOpen] = useState<Commitment | "new" | null>(null);
  const made = visit.room
    .all("commitment")
    .filter((one) => one.proposal === proposal && !one.withdrawn)
    .sort((a, b) => a.at - b.at);
  const takeBack = (commitment: string) =>
    aloudWithReturn(visit, "commitment.withdraw", { commitment }, tp("projection.commit.withdrawn"));
  return (
    <div class="commitments">
      {made.length > 0 && (
        <ul class="plain-list stack-s">
          {made.map((one) => (
            <li key={one.id} class="commitment">
              <p>
                <strong>{one.who}</strong> : {one.what}
                {one.by && <span class="soft"> ({tp("projection.by.date", { date: day(one.by) })})</span>}
              </p>
              {canWrite && one.author === person?.id && (
                <span class="row">
                  <IconButton
                    icon="edit"
                    label={`${tp("card.edit")} – ${one.what.slice(0, 40)}`}
                    onClick={() => setOpen(one)}
                  />
                  <IconButton
                    icon="close"
                    label={`${tp("card.withdraw")} – ${one.what.slice(0, 40)}`}
                    onClick={() => takeBack(one.id)}
                  />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {canWrite && (
        <Button look="plain" icon="add" onClick={() => setOpen("new")}>
          {tp("projection.commit")}
        </Button>
      )}
      {open && (
        <CommitmentForm
          proposal={proposal}
          made={open === "new" ? undefined : open}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

const FIELDS = ["who", "what", "by"] as const;

interface FormProps {
  proposal: string;
  /** The commitment that is corrected; none where one is made. */
  made: Commitment | undefined;
  onClose: () => void;
}

/** A commitment as it is being written; it is kept on this device until it is made or given up. */
function CommitmentForm({ proposal, made, onClose }: FormProps) {
  const visit = useVisit();
  const { person } = useMine();
  const key = (field: string) => `commitment/${made?.id ?? proposal}/${field}`;
  const [typed, setTyped] = useState(() => {
    const [who, what, by] = FIELDS.map((field) => visit.drafts.peek()?.get(key(field)) ?? "");
    return {
      who: who || (made?.who ?? person?.name ?? ""),
      what: what || (made?.what ?? ""),
      by: by || (made?.by ?? ""),
    };
  });
  const { who, what, by } = typed;
  const set = (field: (typeof FIELDS)[number]) => (text: string) => {
    setTyped({ ...typed, [field]: text });
    visit.drafts.peek()?.set(key(field), text);
  };
  // A touch beside the form only puts it aside: what was typed is there when it is opened again.
  useEffect(() => visit.drafts.peek()?.onSent(key("what"), onClose), []);
  const close = () => {
    for (const field of FIELDS) visit.drafts.peek()?.sent(key(field));
    onClose();
  };
  const fits = who.trim() !== "" && what.trim() !== "" && what.trim().length <= 1000;
  const send = () => {
    if (!fits) return;
    const fields = { who: who.trim(), what: what.trim(), by };
    if (made) void visit.do("commitment.edit", { commitment: made.id, ...fields });
    else void visit.do("commitment.make", { commitment: newId(), proposal, ...fields });
    if (!made) toast(tp("projection.commit.sent"));
    close();
  };
  return (
    <Dialog open title={tp("projection.commit.title")} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={tp("projection.who")} value={who} onText={set("who")} maxLength={160} />
        <TextArea
          label={tp("projection.what")}
          value={what}
          onText={set("what")}
          limit={1000}
          onSend={send}
        />
        <Field label={tp("projection.by")} optional type="date" value={by} onText={set("by")} />
        <div class="row end">
          <Button onClick={close}>{t("part.cancel")}</Button>
          <Button look="main" type="submit" disabled={!fits}>
            {tp(made ? "card.save" : "projection.commit.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
