/** The grid by criteria: one at a time on a phone, like the thumb index of a notebook; whole on a laptop. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { late } from "../../parts/late";
import { useVisit } from "../../visit";
import type { Criterion } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { FoldedAppraisal, useAppraisal } from "./appraisal";
import { CriterionComposer, CriterionHead, positionOf, RowPile, Writers } from "./row";
import { criteriaOf, type Sheet, useRow } from "./sheet";
import { useSwipe } from "./swipe";
import { useWide } from "./wide";

const WholeGrid = late(async () => (await import("./whole")).WholeGrid);

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

/** The criterion at which each step was left, while the page lives. */
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
  const cards = useRow(sheet, criterion.id).value.length;
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

function CriterionBody({ sheet, criterion }: { sheet: Sheet; criterion: Criterion }) {
  return (
    <>
      {sheet.canWrite && <CriterionComposer sheet={sheet} criterion={criterion} />}
      <Writers place={`criterion/${criterion.id}`} />
      <FoldedAppraisal sheet={sheet} criterion={criterion.id} />
      <RowPile sheet={sheet} criterion={criterion.id} />
    </>
  );
}
