/** The few lessons that a table wants to pass on, written out in full, from scratch or from a card. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { tp } from "../../words/participant";
import { CardView } from "./card";
import { Composer } from "./composer";
import { newestFirst, onSheet, type Sheet, useCards } from "./sheet";
import { Withdrawn } from "./withdrawn";

/** The lessons step. */
export function LessonsGrid({ sheet }: { sheet: Sheet }) {
  const { step, group, experience } = sheet;
  const { drafts } = useVisit();
  const draft = `card/${step.id}/lesson`;
  const [seed, setSeed] = useState("");
  const matches = (card: Card) => card.step === step.id;
  const ids = useCards((card) => matches(card) && onSheet(card, sheet), [step.id, group, experience]).value;
  const left = sheet.limit ? sheet.limit - ids.length : Number.POSITIVE_INFINITY;
  return (
    <div class="stack lessons">
      <div class="stack-s">
        <h2>{tp("lessons.title")}</h2>
        {sheet.limit > 0 && (
          <p class="soft" role="status">
            {left > 0 ? tp("lessons.left", { n: left }) : tp("lessons.full", { n: sheet.limit })}
          </p>
        )}
      </div>
      <ol class="plain-list lesson-list">
        {[...ids].reverse().map((id) => (
          <li key={id}>
            <CardView id={id} kinds={sheet.kinds} />
          </li>
        ))}
      </ol>
      {/* What one is writing stays where a colleague lays the last that the table may. */}
      {sheet.canWrite && (left > 0 || drafts.peek()?.get(draft)) && (
        <div class="stack">
          <Composer
            key={step.id}
            draft={draft}
            held={left > 0 ? "" : tp("lessons.held")}
            kinds={sheet.kinds}
            where={{ step: step.id, group, experience }}
            place={`step/${step.id}`}
            label={tp("lessons.label")}
            hint={tp("lessons.hint")}
            action={tp("lessons.lay")}
            seed={seed}
            onLaid={() => setSeed("")}
          />
          {left > 0 && <FromCard sheet={sheet} onPick={setSeed} />}
        </div>
      )}
      <Withdrawn sheet={sheet} matches={matches} keys={[step.id]} />
    </div>
  );
}

function FromCard({ sheet, onPick }: { sheet: Sheet; onPick: (text: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button look="plain" icon="copy" onClick={() => setOpen(true)}>
        {tp("lessons.from")}
      </Button>
      <Dialog open={open} place="side" title={tp("lessons.from")} onClose={() => setOpen(false)}>
        <Pickable
          sheet={sheet}
          onPick={(text) => {
            setOpen(false);
            onPick(text);
          }}
        />
      </Dialog>
    </div>
  );
}

function Pickable({ sheet, onPick }: { sheet: Sheet; onPick: (text: string) => void }) {
  const cards = useVisit()
    .room.all("card")
    .filter((card) => !card.withdrawn && onSheet(card, sheet) && card.step !== sheet.step.id)
    .sort(newestFirst);
  return (
    <ul class="plain-list stack">
      {cards.map((card) => (
        <li key={card.id} class="stack-s">
          <CardView id={card.id} withCriterion readOnly />
          <Button onClick={() => onPick(card.text)}>{tp("lessons.pick")}</Button>
        </li>
      ))}
    </ul>
  );
}
