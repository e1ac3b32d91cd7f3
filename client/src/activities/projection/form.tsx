/** Writing a proposal, and correcting one. */

import { useState } from "preact/hooks";
import { newId } from "../../ids";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { useDraft, useWordOfKept } from "../../parts/draft";
import { TextArea } from "../../parts/field";
import { useVisit } from "../../visit";
import type { Proposal } from "../../wire.gen";
import { t } from "../../words";
import { tp } from "../../words/participant";
import { begunEdit, keptEdit } from "../grid/edits";
import { StatementChoice } from "./statements";

const LIMIT = 2000;
const fits = (text: string) => text.trim() !== "" && text.trim().length <= LIMIT;

/** The form for a new proposal of a kind; what is being typed is kept on this device. */
export function ProposalForm({ kind }: { kind: string }) {
  const visit = useVisit();
  const [text, type, sent] = useDraft(`proposal/${kind}`);
  const [statements, setStatements] = useState<string[]>([]);
  const [said, setSaid] = useState("");
  const send = () => {
    if (!fits(text)) return;
    void visit.do("proposal.write", { proposal: newId(), kind, text: text.trim(), statements });
    sent();
    setStatements([]);
    setSaid(tp("projection.sent"));
  };
  return (
    <form
      class="composer open"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextArea
        label={tp("projection.write")}
        placeholder={tp("projection.text.hint")}
        value={text}
        limit={LIMIT}
        onText={type}
        onSend={send}
      />
      {text !== "" && <StatementChoice chosen={statements} onChoose={setStatements} />}
      {text !== "" && (
        <div class="composer-foot">
          <Button look="main" type="submit" disabled={!fits(text)}>
            {tp("projection.send")}
          </Button>
        </div>
      )}
      <span class="unseen" role="status">
        {said}
      </span>
    </form>
  );
}

/**
 * Corrects a proposal over the page; the server merges it with what others write meanwhile. What is being
 * typed is kept on this device: the step may end under it.
 */
export function ProposalEditor({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
  const visit = useVisit();
  const key = `edit/${proposal.id}`;
  const [began] = useState(proposal);
  const [draft, setDraft] = useState(() => begunEdit(visit.drafts.peek()?.get(key) ?? "", proposal));
  const { text } = draft;
  const [statements, setStatements] = useState(proposal.statements);
  useWordOfKept(key, () => tp("projection.edit.kept"));
  const type = (typed: string) => {
    setDraft({ ...draft, text: typed });
    visit.drafts.peek()?.set(key, keptEdit({ ...draft, text: typed }));
  };
  const close = () => {
    visit.drafts.peek()?.set(key, "");
    onClose();
  };
  const save = () => {
    if (!fits(text)) return;
    const fields: { [field: string]: unknown } = {};
    if (text.trim() !== began.text || draft.rev !== began.rev) fields.text = text.trim();
    if (statements.join() !== began.statements.join()) fields.statements = statements;
    if (Object.keys(fields).length)
      void visit.do("proposal.edit", { proposal: began.id, ...fields }, draft.rev);
    close();
  };
  return (
    <Dialog open title={tp("projection.edit.title")} onClose={onClose}>
      <TextArea label={tp("projection.write")} value={text} onText={type} limit={LIMIT} onSend={save} />
      <StatementChoice chosen={statements} onChoose={setStatements} />
      <div class="row end">
        <Button onClick={close}>{t("part.cancel")}</Button>
        <Button look="main" disabled={!fits(text)} onClick={save}>
          {tp("card.save")}
        </Button>
      </div>
    </Dialog>
  );
}
