/** Discovering: the dossier beside the notes of the table; on a phone one or the other. */

import { useState } from "preact/hooks";
import { Empty } from "../../parts/chip";
import { Tabs } from "../../parts/tabs";
import { useMine } from "../../views/mine";
import type { Card } from "../../wire.gen";
import { tp } from "../../words/participant";
import { CardView } from "./card";
import { Composer } from "./composer";
import { Dossier } from "./dossier";
import { useArrivals, Writers } from "./row";
import { onSheet, type Sheet, useCards } from "./sheet";
import { useWide } from "./wide";
import { Withdrawn } from "./withdrawn";

/** The reading step. */
export function ReadingGrid({ sheet }: { sheet: Sheet }) {
  const { experience } = useMine();
  const wide = useWide();
  const [chosen, setChosen] = useState("dossier");
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
  const ids = useCards((card) => matches(card) && onSheet(card, sheet), [step.id, group, experience]);
  const arrived = useArrivals(ids);
  return (
    <div class="stack">
      {sheet.canWrite && (
        <Composer
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
      <span class="unseen" role="status">
        {arrived}
      </span>
      {ids.length === 0 && <Empty title={tp("grid.empty")}>{tp("grid.empty.text")}</Empty>}
      <ul class="plain-list pile-list">
        {ids.map((id) => (
          <li key={id}>
            <CardView id={id} kinds={sheet.kinds} />
          </li>
        ))}
      </ul>
      <Withdrawn sheet={sheet} matches={matches} keys={[step.id]} />
    </div>
  );
}
