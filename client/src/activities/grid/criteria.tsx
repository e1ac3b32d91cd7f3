/** The grid by criteria: one at a time on a phone, like the thumb index of a notebook; whole on a laptop. */

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/chip";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Card, Criterion } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { AppraisalForm, FoldedAppraisal, useAppraisal } from "./appraisal";
import { CardView } from "./card";
import { Composer } from "./composer";
import { criteriaOf, onSheet, type Sheet, useCards } from "./sheet";
import { useSwipe } from "./swipe";
import { useWide } from "./wide";
import { Withdrawn } from "./withdrawn";

/** The cards of one row of the sheet. */
function inRow(sheet: Sheet, criterion: string): (card: Card) => boolean {
  return (card) => card.criterion === criterion && onSheet(card, sheet);
}

/** The grid, in the form that fits the page. */
export function CriteriaGrid({ sheet }: { sheet: Sheet }) {
  const { room } = useVisit();
  const criteria = criteriaOf(room);
  const wide = useWide();
  if (criteria.length === 0) return null;
  return wide ? (
    <WholeGrid sheet={sheet} criteria={criteria} />
  ) : (
    <OneByOne sheet={sheet} criteria={criteria} />
  );
}

const where = new Map<string, string>();

function OneByOne({ sheet, criteria }: { sheet: Sheet; criteria: Criterion[] }) {
  const id = useId();
  const [chosen, setChosen] = useState(() => where.get(sheet.step.id) ?? criteria[0]?.id ?? "");
  const at = Math.max(
    0,
    criteria.findIndex((one) => one.id === chosen),
  );
  const criterion = criteria[at];
  const strip = useRef<HTMLDivElement>(null);
  const go = (to: number, focus: "tab" | "panel" | "none" = "none") => {
    const next = criteria[to];
    if (!next) return;
    where.set(sheet.step.id, next.id);
    setChosen(next.id);
    const target = focus === "tab" ? `${id}-${next.id}` : `${id}-panel`;
    if (focus !== "none") requestAnimationFrame(() => document.getElementById(target)?.focus());
  };
  useEffect(() => {
    const strips = strip.current;
    const tab = strips?.querySelector<HTMLElement>("[aria-selected=true]");
    if (strips && tab) strips.scrollLeft = tab.offsetLeft - strips.clientWidth / 2 + tab.clientWidth / 2;
  }, [chosen]);
  const swipe = useSwipe(
    () => go(at + 1),
    () => go(at - 1),
  );
  const move = (event: KeyboardEvent) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: criteria.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go((to + criteria.length) % criteria.length, "tab");
  };
  if (!criterion) return null;
  return (
    <div class="one-by-one">
      <div
        class="thumb-index"
        role="tablist"
        aria-label={tp("grid.criteria")}
        tabIndex={-1}
        ref={strip}
        onKeyDown={move}
      >
        {criteria.map((one, index) => (
          <Thumb
            key={one.id}
            id={`${id}-${one.id}`}
            panel={`${id}-panel`}
            sheet={sheet}
            criterion={one}
            number={index + 1}
            chosen={one.id === criterion.id}
            onChoose={() => go(index)}
          />
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        class="criterion-panel"
        aria-labelledby={`${id}-${criterion.id}`}
        tabIndex={-1}
        {...swipe}
      >
        <CriterionHead criterion={criterion} position={positionOf(sheet, at, criteria.length)} />
        <CriterionBody key={criterion.id} sheet={sheet} criterion={criterion} />
        <div class="row spread pager">
          <Button icon="back" disabled={at === 0} onClick={() => go(at - 1, "panel")}>
            {tp("grid.previous")}
          </Button>
          <Button icon="forward" disabled={at === criteria.length - 1} onClick={() => go(at + 1, "panel")}>
            {tp("grid.next")}
          </Button>
        </div>
      </div>
    </div>
  );
}

interface ThumbProps {
  id: string;
  panel: string;
  sheet: Sheet;
  criterion: Criterion;
  number: number;
  chosen: boolean;
  onChoose: () => void;
}

/** One thumb of the index: its number, how the table appraised it, and whether it holds cards. */
function Thumb({ id, panel, sheet, criterion, number, chosen, onChoose }: ThumbProps) {
  const { room } = useVisit();
  const cards = useCards(inRow(sheet, criterion.id), [sheet.group, sheet.experience, criterion.id]).length;
  const given = useAppraisal(sheet, criterion.id);
  const level = room.one("format", "format").value?.scale.find((one) => one.id === given?.level);
  const words = [
    tp("grid.tab", { n: number, title: say(criterion.short.fr ? criterion.short : criterion.label) }),
  ];
  words.push(tp("grid.tab.cards", { n: cards }));
  if (level) words.push(say(level.label));
  return (
    <button
      type="button"
      role="tab"
      id={id}
      class="thumb"
      aria-selected={chosen}
      aria-controls={panel}
      aria-label={words.join(", ")}
      tabIndex={chosen ? 0 : -1}
      onClick={onChoose}
    >
      <span class="thumb-number">{number}</span>
      <span class="thumb-mark">{level?.symbol ?? (cards > 0 ? "·" : "")}</span>
    </button>
  );
}

/** Where a row stands in the grid, and how long it may take where the format says so. */
function positionOf(sheet: Sheet, at: number, of: number): string {
  const position = tp("grid.position", { n: at + 1, of });
  if (sheet.minutesEach <= 0) return position;
  return `${position} · ${tp("grid.minutes", { n: sheet.minutesEach })}`;
}

function CriterionHead({ criterion, position }: { criterion: Criterion; position?: string }) {
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

function CriterionBody({ sheet, criterion }: { sheet: Sheet; criterion: Criterion }) {
  return (
    <>
      {sheet.canWrite && <CriterionComposer sheet={sheet} criterion={criterion} />}
      <Writers place={`criterion/${criterion.id}`} />
      <FoldedAppraisal sheet={sheet} criterion={criterion.id} />
      <CardPile sheet={sheet} criterion={criterion.id} />
    </>
  );
}

function CriterionComposer({
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

/** The cards of a row, newest on top, with a quiet word when colleagues lay some. */
export function CardPile({ sheet, criterion }: { sheet: Sheet; criterion: string }) {
  const ids = useCards(inRow(sheet, criterion), [sheet.group, sheet.experience, criterion]);
  const arrived = useArrivals(ids);
  return (
    <div class="pile">
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
      <Withdrawn sheet={sheet} matches={(card) => card.criterion === criterion} keys={[criterion]} />
    </div>
  );
}

/** Says how many cards of others came since the last word; mine are known to me. */
export function useArrivals(ids: string[]): string {
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

function WholeGrid({ sheet, criteria }: { sheet: Sheet; criteria: Criterion[] }) {
  const mine = useMine();
  const hasScale = (mine.format?.scale.length ?? 0) > 0;
  return (
    <table class="whole-grid">
      <thead>
        <tr>
          <th scope="col">{tp("grid.column.criterion")}</th>
          <th scope="col">{tp("grid.column.cards")}</th>
          {hasScale && <th scope="col">{tp("grid.column.appraisal")}</th>}
        </tr>
      </thead>
      <tbody>
        {criteria.map((criterion, at) => (
          <tr key={criterion.id}>
            <th scope="row">
              <CriterionHead criterion={criterion} position={positionOf(sheet, at, criteria.length)} />
            </th>
            <td>
              <RowCards sheet={sheet} criterion={criterion} />
            </td>
            {hasScale && (
              <td>
                <AppraisalForm sheet={sheet} criterion={criterion.id} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowCards({ sheet, criterion }: { sheet: Sheet; criterion: Criterion }) {
  const visit = useVisit();
  const begun = useMemo(
    () => Boolean(visit.drafts.peek()?.get(`card/${sheet.step.id}/${criterion.id}`)),
    [visit, sheet.step.id, criterion.id],
  );
  const [writing, setWriting] = useState(begun);
  const cell = useRef<HTMLDivElement>(null);
  const open = () => {
    setWriting(true);
    requestAnimationFrame(() => cell.current?.querySelector("textarea")?.focus());
  };
  return (
    <div class="row-cards" ref={cell}>
      {sheet.canWrite && writing && <CriterionComposer sheet={sheet} criterion={criterion} />}
      {sheet.canWrite && !writing && (
        <Button icon="add" class="add-card" onClick={open}>
          {tp("grid.write")}
        </Button>
      )}
      <Writers place={`criterion/${criterion.id}`} />
      <CardPile sheet={sheet} criterion={criterion.id} />
    </div>
  );
}
