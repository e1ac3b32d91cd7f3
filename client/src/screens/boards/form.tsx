/** What is said of a board: its caption, its text for whoever does not see it, and its step. */

import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Field, Select, TextArea } from "../../parts/field";
import { inOrder } from "../../views/agenda";
import { useVisit } from "../../visit";
import type { Board } from "../../wire.gen";
import { say } from "../../words";
import { tBoards } from "../../words/boards";

/** The form; what is typed is kept as a draft until it is saved. */
export function BoardForm({ board, onDone }: { board: Board; onDone: () => void }) {
  const visit = useVisit();
  const act = useAct();
  const steps = inOrder(visit.room.all("step")).filter((step) => !step.off || step.id === board.step);
  const draft = (field: "caption" | "alt") => `board/${board.id}/${field}`;
  const started = (field: "caption" | "alt") => visit.drafts.peek()?.get(draft(field)) || board[field];
  const [caption, setCaption] = useState(started("caption"));
  const [alt, setAlt] = useState(started("alt"));
  const [step, setStep] = useState(board.step ?? "");
  const keep = (field: "caption" | "alt", typed: string, set: (typed: string) => void) => {
    set(typed);
    visit.drafts.peek()?.set(draft(field), typed);
  };
  const leave = () => {
    for (const field of ["caption", "alt"] as const) visit.drafts.peek()?.set(draft(field), "");
    onDone();
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const said = { board: board.id, caption: caption.trim(), alt: alt.trim(), ...(step ? { step } : {}) };
    if (await act("board.edit", said, tBoards("saved"))) leave();
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <Field
        label={tBoards("caption")}
        value={caption}
        onText={(typed) => keep("caption", typed, setCaption)}
        maxLength={200}
      />
      <TextArea
        label={tBoards("alt")}
        help={tBoards("alt.help")}
        value={alt}
        limit={500}
        onText={(typed) => keep("alt", typed, setAlt)}
      />
      <Select label={tBoards("step")} value={step} onText={setStep}>
        {board.step === null && <option value="">{tBoards("step.none")}</option>}
        {steps.map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.title)}
          </option>
        ))}
      </Select>
      <div class="row end">
        <Button onClick={leave}>{tBoards("cancel")}</Button>
        <Button type="submit" look="main">
          {tBoards("save")}
        </Button>
      </div>
    </form>
  );
}
