/** My table: who sits there, its experience, and everything it wrote, step by step. */

import { useState } from "preact/hooks";
import { DossierButton } from "../../activities/grid/dossier";
import { Mates, NoTable } from "../../activities/grid/table";
import { Tabs } from "../../parts/tabs";
import { useMine } from "../../views/mine";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { StepActivity } from "./activity";
import { NextRound } from "./nextround";
import { Pen } from "./pen";
import { TableSheets } from "./sheets";

/** The page of my table. */
export function TablePage() {
  const { group, experience } = useMine();
  if (!group)
    return (
      <article class="stack">
        <h1>{tp("table.title")}</h1>
        <NoTable />
      </article>
    );
  return (
    <article class="stack-l my-table">
      <header class="stack-s">
        <p class="over-title">{tp("table.title")}</p>
        <h1>{group.name}</h1>
      </header>
      <section class="my-experience">
        <p class="over-title">{tp("table.experience")}</p>
        {experience ? (
          <div class="stack-s">
            <h2>{say(experience.title)}</h2>
            <p>{say(experience.summary)}</p>
            <div>
              <DossierButton experience={experience} />
            </div>
          </div>
        ) : (
          <p class="soft">{tp("table.experience.none")}</p>
        )}
      </section>
      <NextRound />
      <details class="fold" open>
        <summary>{tp("table.mates")}</summary>
        <Mates />
      </details>
      <Pen />
      <TableSheets />
      <TableSteps />
    </article>
  );
}

/** Gives the grid steps that the table can be in: those that have begun. */
function begunGrids(steps: Step[]): Step[] {
  return byOrder(steps).filter((step) => step.activity === "grid" && !step.off && step.status !== "todo");
}

function TableSteps() {
  const { room, drafts } = useVisit();
  const mine = useMine();
  const grids = begunGrids(room.all("step"));
  // Who comes for what they had begun finds it: the running step's first, then the latest.
  const [chosen, setChosen] = useState(() => {
    const begun = grids.filter((step) => drafts.peek()?.begunIn(step).length);
    return (begun.find((step) => step.id === mine.room?.step) ?? begun.at(-1))?.id ?? "";
  });
  const fallback =
    grids.find((step) => step.id === mine.room?.step) ??
    grids.filter((step) => step.settings.mode === "criteria").at(-1) ??
    grids.at(-1);
  const step = grids.find((one) => one.id === chosen) ?? fallback;
  if (!step) return <p class="soft">{tp("table.grid.later")}</p>;
  return (
    <section class="stack">
      <h2>{tp("table.steps")}</h2>
      <Tabs
        label={tp("table.steps")}
        tabs={grids.map((one) => ({ id: one.id, label: say(one.title) }))}
        chosen={step.id}
        onChoose={setChosen}
      >
        <StepActivity step={step} />
      </Tabs>
    </section>
  );
}
