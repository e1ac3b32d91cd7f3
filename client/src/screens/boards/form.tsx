/** What is said of a board: its caption, its text for whoever does not see it, and its step. */

import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Field, Select, TextArea } from "../../parts/field";
import { remember, remembered } from "../../remembered";
import { inOrder } from "../../views/agenda";
import { useVisit, type Visit } from "../../visit";
import type { Board } from "../../wire.gen";
import { say } from "../../words";
import { tBoards } from "../../words/boards";
import { Ties } from "./ties";

type Licence = Board["licence"];
const LICENCES = ["cc-by", "cc-by-sa", "cc-by-nc", "cc0", "reserved"] as const;

/** The name of whoever hung a board and draws: theirs is most often the hand that drew it. */
function ownName(visit: Visit, board: Board): string {
  const author = visit.room.peek("participant", board.author ?? "");
  return author?.seat === "graphic" ? author.name : "";
}

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
  const [credit, setCredit] = useState(() => board.credit || ownName(visit, board));
  const [licence, setLicence] = useState<Licence>(board.licence || (remembered("licence") as Licence) || "");
  const [on, setOn] = useState(board.on);
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
    const words = { caption: caption.trim(), alt: alt.trim(), credit: credit.trim(), licence, on };
    const said = { board: board.id, ...words, ...(step ? { step } : {}) };
    // Whoever draws a day's boards gives them all the same licence, most often.
    remember("licence", licence || null);
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
      <div class="board-signed">
        <Field
          label={tBoards("credit")}
          help={tBoards("credit.help")}
          optional
          value={credit}
          onText={setCredit}
          maxLength={80}
        />
        <Select label={tBoards("licence")} value={licence} onText={(chosen) => setLicence(chosen as Licence)}>
          <option value="">{tBoards("licence.none")}</option>
          {LICENCES.map((one) => (
            <option key={one} value={one}>
              {tBoards(`licence.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <Ties on={on} onTies={setOn} step={step} />
      <div class="row end">
        <Button onClick={leave}>{tBoards("cancel")}</Button>
        <Button type="submit" look="main">
          {tBoards("save")}
        </Button>
      </div>
    </form>
  );
}
