/** What is said of a board: its caption, its text for whoever does not see it, and its step. */

import { useState } from "preact/hooks";
import { changed } from "../../changed";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Field, Select, TextArea } from "../../parts/field";
import { remember, remembered } from "../../remembered";
import { byOrder } from "../../views/order";
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

type Words = Pick<Board, "caption" | "alt" | "credit" | "licence" | "on"> & { step: string };
type Text = "caption" | "alt";

/** What the form holds: what one changed here, and for the rest the board as others leave it meanwhile. */
function useWords(board: Board) {
  const visit = useVisit();
  const draft = (field: Text) => `board/${board.id}/${field}`;
  const begun = (field: Text) => visit.drafts.peek()?.get(draft(field)) || undefined;
  const [began] = useState(board);
  const [mine, setMine] = useState<Partial<Words>>(() => {
    const [caption, alt] = [begun("caption"), begun("alt")];
    return { ...(caption !== undefined && { caption }), ...(alt !== undefined && { alt }) };
  });
  const words: Words = {
    caption: board.caption,
    alt: board.alt,
    step: board.step ?? "",
    credit: board.credit || ownName(visit, board),
    licence: board.licence || (remembered("licence") as Licence) || "",
    on: board.on,
    ...mine,
  };
  const set = (fields: Partial<Words>) => {
    setMine({ ...mine, ...fields });
    for (const field of ["caption", "alt"] as const)
      if (fields[field] !== undefined) visit.drafts.peek()?.set(draft(field), fields[field]);
  };
  /** What somebody else wrote where I am writing: whoever saves over it has seen it. */
  const theirs = (field: Text) => {
    const text = board[field];
    const said = text !== began[field] && text !== "" && mine[field] !== undefined && text !== words[field];
    return said ? tBoards("theirs", { text }) : undefined;
  };
  const forget = () => {
    for (const field of ["caption", "alt"] as const) visit.drafts.peek()?.set(draft(field), "");
  };
  return { words, set, theirs, forget };
}

/** Gives what differs from the board, so that what is saved touches nothing that another wrote beside it. */
function changes(board: Board, words: Words): Partial<Words> {
  const { caption, alt, credit, licence, on } = board;
  const said = {
    ...words,
    caption: words.caption.trim(),
    alt: words.alt.trim(),
    credit: words.credit.trim(),
  };
  return changed({ caption, alt, step: board.step ?? "", credit, licence, on }, said);
}

/** The form; what is typed is kept as a draft until it is saved. */
export function BoardForm({ board, onDone }: { board: Board; onDone: () => void }) {
  const visit = useVisit();
  const act = useAct();
  const steps = byOrder(visit.room.all("step")).filter((step) => !step.off || step.id === board.step);
  const { words, set, theirs, forget } = useWords(board);
  const { caption, alt, credit, licence, on } = words;
  // The step in which it was drawn may have been taken out of the agenda.
  const step = steps.some((one) => one.id === words.step) ? words.step : "";
  const leave = () => {
    forget();
    onDone();
  };
  const save = async (event: Event) => {
    event.preventDefault();
    // Whoever draws a day's boards gives them all the same licence, most often.
    remember("licence", licence || null);
    const fields = changes(board, words);
    if (Object.keys(fields).length === 0) return leave();
    if (await act("board.edit", { board: board.id, ...fields }, tBoards("saved"))) leave();
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <Field
        label={tBoards("caption")}
        value={caption}
        onText={(typed) => set({ caption: typed })}
        help={theirs("caption")}
        maxLength={200}
      />
      <TextArea
        label={tBoards("alt")}
        help={theirs("alt") ?? tBoards("alt.help")}
        value={alt}
        limit={500}
        onText={(typed) => set({ alt: typed })}
      />
      <Select label={tBoards("step")} value={step} onText={(chosen) => set({ step: chosen })}>
        {(board.step === null || step === "") && <option value="">{tBoards("step.none")}</option>}
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
          onText={(typed) => set({ credit: typed })}
          maxLength={80}
        />
        <Select
          label={tBoards("licence")}
          value={licence}
          onText={(chosen) => set({ licence: chosen as Licence })}
        >
          <option value="">{tBoards("licence.none")}</option>
          {LICENCES.map((one) => (
            <option key={one} value={one}>
              {tBoards(`licence.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <Ties on={on} onTies={(ties) => set({ on: ties })} step={step} />
      <div class="row end">
        <Button onClick={leave}>{tBoards("cancel")}</Button>
        <Button type="submit" look="main">
          {tBoards("save")}
        </Button>
      </div>
    </form>
  );
}
