/** The few lessons that a table wants to pass on, written out in full, from scratch or from a card. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { tp } from "../../words/participant";
import { CardView } from "./card";
import { Composer } from "./composer";
import { newestFirst, onSheet, type Sheet, useCards, useRoomLeft } from "./sheet";
import { Withdrawn } from "./withdrawn";

/** The lessons step. */
export function LessonsGrid({ sheet }: { sheet: Sheet }) {
  const { step, group, experience } = sheet;
  const [seed, setSeed] = useState<{ text: string }>();
  const matches = (card: Card) => card.step === step.id;
  const ids = useCards((card) => matches(card) && onSheet(card, sheet), [step.id, group, experience]).value;
  const left = useRoomLeft(sheet);
  return (
    <div class="stack lessons">
      <div class="stack-s">
        <h2>{tp("lessons.title")}</h2>
        {left !== null && left > 0 && (
          <p class="soft" role="status">
            {tp("lessons.left", { n: left })}
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
      {sheet.canWrite && (
        <div class="stack">
          <Composer
            full={left === 0 ? tp("lessons.full", { n: sheet.limit }) : undefined}
            key={step.id}
            draft={`card/${step.id}/lesson`}
            kinds={sheet.kinds}
            where={{ step: step.id, group, experience }}
            place={`step/${step.id}`}
            label={tp("lessons.label")}
            hint={tp("lessons.hint")}
            action={tp("lessons.lay")}
            seed={seed}
          />
          {left !== 0 && <FromCard sheet={sheet} onPick={(text) => setSeed({ text })} />}
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
