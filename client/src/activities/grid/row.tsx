/** A row of the grid, wherever it is shown: its head, where one writes, its cards, and who is writing. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Empty } from "../../parts/chip";
import { Pile } from "../../parts/pile";
import { useVisit } from "../../visit";
import type { Card, Criterion } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { CardView } from "./card";
import { Composer } from "./composer";
import { onSheet, type Sheet, useCards } from "./sheet";
import { Withdrawn } from "./withdrawn";

/** The cards of one row of the sheet. */
export function inRow(sheet: Sheet, criterion: string): (card: Card) => boolean {
  return (card) => card.criterion === criterion && onSheet(card, sheet);
}

/** Where a row stands in the grid, and how long it may take where the format says so. */
export function positionOf(sheet: Sheet, at: number, of: number): string {
  const position = tp("grid.position", { n: at + 1, of });
  if (sheet.minutesEach <= 0) return position;
  return `${position} · ${tp("grid.minutes", { n: sheet.minutesEach })}`;
}

/** A row’s head: its place, its name, and the questions that help to begin. */
export function CriterionHead({ criterion, position }: { criterion: Criterion; position?: string }) {
  return (
    <header class="criterion-head">
      <p class="over-title">{[say(criterion.family), position].filter(Boolean).join(" · ")}</p>
      <h2>{say(criterion.label)}</h2>
      {criterion.questions.length > 0 && (
        <details class="questions">
          <summary>{tp("grid.questions")}</summary>
          <ul>
            {criterion.questions.map((question) => (
              <li key={question.fr}>{say(question)}</li>
            ))}
          </ul>
        </details>
      )}
    </header>
  );
}

/** Where a card of a row is written. */
export function CriterionComposer({
  sheet,
  criterion,
  onLaid,
}: {
  sheet: Sheet;
  criterion: Criterion;
  onLaid?: () => void;
}) {
  const { step, group, experience } = sheet;
  return (
    <Composer
      key={`${step.id}/${criterion.id}`}
      draft={`card/${step.id}/${criterion.id}`}
      kinds={sheet.kinds}
      where={{ step: step.id, group, experience, criterion: criterion.id }}
      place={`criterion/${criterion.id}`}
      label={tp("grid.write")}
      {...(onLaid ? { onLaid } : {})}
    />
  );
}

/** How many cards of a pile are drawn before one comes near to more. */
const PAGE = 24;

/** The cards of a row, and those that were taken off it. */
export function RowPile({ sheet, criterion }: { sheet: Sheet; criterion: string }) {
  const ids = useCards(inRow(sheet, criterion), [sheet.group, sheet.experience, criterion]);
  return (
    <CardPile
      sheet={sheet}
      ids={ids}
      withdrawn={
        <Withdrawn sheet={sheet} matches={(card) => card.criterion === criterion} keys={[criterion]} />
      }
    />
  );
}

/** Cards that lie together, newest on top, with a quiet word when colleagues lay some. */
export function CardPile({
  sheet,
  ids,
  withdrawn,
}: {
  sheet: Sheet;
  ids: string[];
  withdrawn: ComponentChildren;
}) {
  const arrived = useArrivals(ids);
  return (
    <div class="pile">
      <span class="unseen" role="status">
        {arrived}
      </span>
      {ids.length === 0 && <Empty title={tp("grid.empty")}>{tp("grid.empty.text")}</Empty>}
      <Pile
        ids={ids}
        page={PAGE}
        with={sheet.kinds.map((kind) => kind.id).join()}
        draw={(id) => <CardView id={id} kinds={sheet.kinds} />}
      />
      {withdrawn}
    </div>
  );
}

/** Says how many cards of others came since the last word; mine are known to me. */
function useArrivals(ids: string[]): string {
  const visit = useVisit();
  const known = useRef(new Set(ids));
  const [word, setWord] = useState("");
  useEffect(() => {
    const me = visit.line.me.peek()?.participant;
    const came = ids.filter((id) => !known.current.has(id) && visit.room.peek("card", id)?.author !== me);
    known.current = new Set(ids);
    if (came.length) setWord(tp("grid.arrived", { n: came.length }));
  }, [ids]);
  return word;
}

/** Says who is writing in the same place; kept apart, because it changes with every second. */
export function Writers({ place }: { place: string }) {
  const { room, line } = useVisit();
  const me = line.me.value?.participant;
  const here = line.here.value.writing;
  const who = Object.keys(here).filter((id) => here[id] === place && id !== me);
  const name = room.one("participant", who[0] ?? "").value?.name;
  const words =
    who.length === 1 && name ? tp("grid.writing.one", { name }) : tp("grid.writing.many", { n: who.length });
  return <p class="writers small soft">{who.length > 0 && words}</p>;
}
