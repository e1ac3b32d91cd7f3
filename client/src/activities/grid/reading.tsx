/** Discovering: the dossier beside the notes of the table; on a phone one or the other. */

import { useState } from "preact/hooks";
import { Tabs } from "../../parts/tabs";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { tp } from "../../words/participant";
import { Composer } from "./composer";
import { Dossier } from "./dossier";
import { CardPile, Writers } from "./row";
import { onSheet, type Sheet, useCards, useFull } from "./sheet";
import { useWide } from "./wide";
import { Withdrawn } from "./withdrawn";

/** The reading step. */
export function ReadingGrid({ sheet }: { sheet: Sheet }) {
  const { drafts } = useVisit();
  const { experience } = useMine();
  const wide = useWide();
  // A note that was begun is not hidden behind the dossier.
  const [chosen, setChosen] = useState(() =>
    drafts.peek()?.begunIn(sheet.step).length ? "notes" : "dossier",
  );
  if (!experience) return <Notes sheet={sheet} />;
  if (wide)
    return (
      <div class="beside">
        <section class="sheet" aria-label={tp("grid.dossier")}>
          <Dossier experience={experience} />
        </section>
        <section aria-label={tp("grid.notes")}>
          <Notes sheet={sheet} />
        </section>
      </div>
    );
  return (
    <Tabs
      label={tp("table.experience")}
      tabs={[
        { id: "dossier", label: tp("grid.dossier") },
        { id: "notes", label: tp("grid.notes") },
      ]}
      chosen={chosen}
      onChoose={setChosen}
    >
      {chosen === "dossier" ? <Dossier experience={experience} /> : <Notes sheet={sheet} />}
    </Tabs>
  );
}

/** Notes without a row of the grid: facts, evidence, questions. */
export function Notes({ sheet }: { sheet: Sheet }) {
  const { step, group, experience } = sheet;
  const matches = (card: Card) => card.criterion === null && card.step === step.id;
  const cards = useCards((card) => matches(card) && onSheet(card, sheet), [step.id, group, experience]);
  const full = useFull(sheet);
  return (
    <div class="stack">
      {sheet.canWrite && (
        <Composer
          full={full}
          key={step.id}
          draft={`card/${step.id}/notes`}
          kinds={sheet.kinds}
          where={{ step: step.id, group, experience }}
          place={`step/${step.id}`}
          withDomains={false}
          label={tp("grid.write")}
        />
      )}
      <Writers place={`step/${step.id}`} />
      <CardPile
        sheet={sheet}
        cards={cards}
        withdrawn={<Withdrawn sheet={sheet} matches={matches} keys={[step.id]} />}
      />
    </div>
  );
}
