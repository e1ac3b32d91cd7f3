/** A row of the grid, wherever it is shown: its head, where one writes, its cards, and who is writing. */

import type { ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Empty } from "../../parts/chip";
import { Pile } from "../../parts/pile";
import { usePicture } from "../../parts/stepwise";
import { useVisit } from "../../visit";
import type { Criterion } from "../../wire.gen";
import { otherTongue, say } from "../../words";
import { tp } from "../../words/participant";
import { CardView } from "./card";
import { Composer } from "./composer";
import { type Sheet, useFull, useRow } from "./sheet";
import { Withdrawn } from "./withdrawn";

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
      <h2 lang={otherTongue(criterion.label)}>{say(criterion.label)}</h2>
      {criterion.questions.length > 0 && (
        <details class="questions">
          <summary>{tp("grid.questions")}</summary>
          <ul>
            {criterion.questions.map((question) => (
              <li key={question.fr} lang={otherTongue(question)}>
                {say(question)}
              </li>
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
      full={useFull(sheet)}
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
  return (
    <CardPile
      sheet={sheet}
      cards={useRow(sheet, criterion)}
      withdrawn={
        <Withdrawn sheet={sheet} matches={(card) => card.criterion === criterion} keys={[criterion]} />
      }
    />
  );
}

interface CardPileProps {
  sheet: Sheet;
  /** Read here and not above, so that what comes draws nothing but the pile. */
  cards: ReadonlySignal<string[]>;
  withdrawn: ComponentChildren;
}

/** Cards that lie together, newest on top, with a quiet word when colleagues lay some. */
export function CardPile({ sheet, cards, withdrawn }: CardPileProps) {
  const ids = usePicture(cards.value);
  return (
    <div class="pile">
      <Arrivals ids={ids} />
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
function Arrivals({ ids }: { ids: string[] }) {
  const { line, room } = useVisit();
  const said = useRef({ ids, known: new Set(ids), word: "" });
  if (said.current.ids !== ids) {
    const { known, word } = said.current;
    const me = line.me.peek()?.participant;
    const came = ids.filter((id) => !known.has(id) && room.peek("card", id)?.author !== me);
    said.current = {
      ids,
      known: new Set(ids),
      word: came.length ? tp("grid.arrived", { n: came.length }) : word,
    };
  }
  return (
    <span class="unseen" role="status">
      {said.current.word}
    </span>
  );
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
