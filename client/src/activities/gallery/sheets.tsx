/** The tables' sheets: one chosen from the list, read by criterion, with words left on cards and on the sheet. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/chip";
import { Icon } from "../../parts/icons";
import { counts } from "../../views/matrices";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Card, Experience, Group, Step } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { AppraisalLine } from "../grid/appraisal";
import { criteriaOf } from "../grid/sheet";
import { CommentForm, Comments, draftOf } from "./comments";
import { SheetCard } from "./sheetcard";

/** One table's work on one experience. */
interface SheetRef {
  key: string;
  group: Group;
  experience: Experience | null;
  cards: number;
  /** True where I have begun a word on it or on one of its cards, and not sent it. */
  begun: boolean;
}

/** What a word on a whole sheet is on. */
const onSheet = ({ group, experience }: Pick<SheetRef, "group" | "experience">) =>
  experience ? `experience/${experience.id}` : `group/${group.id}`;

function useBegun(): (on: string) => boolean {
  const { drafts } = useVisit();
  return (on) => Boolean(drafts.peek()?.get(draftOf(on)));
}

/** Gives every sheet that holds a card that may be seen, by experience and table. */
function useSheets(): SheetRef[] {
  const { room } = useVisit();
  const isBegun = useBegun();
  const found = new Map<string, SheetRef>();
  for (const card of room.all("card")) {
    const group = room.peek("group", card.group ?? "");
    if (!group || !counts(card)) continue;
    const key = `${group.id}:${card.experience ?? ""}`;
    const begun = isBegun(`card/${card.id}`);
    const known = found.get(key);
    if (known) {
      known.cards += 1;
      known.begun ||= begun;
    } else {
      const experience = room.peek("experience", card.experience ?? "") ?? null;
      found.set(key, {
        key,
        group,
        experience,
        cards: 1,
        begun: begun || isBegun(onSheet({ group, experience })),
      });
    }
  }
  const order = (sheet: SheetRef) => (sheet.experience?.order ?? 0) * 1000 + sheet.group.order;
  return [...found.values()].sort((a, b) => order(a) - order(b));
}

/** The list of sheets, and the one that was chosen. */
export function Sheets({ step }: { step: Step | undefined }) {
  const sheets = useSheets();
  const mine = useMine();
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const left = useRef<string | null>(null);
  const sheet = sheets.find((one) => one.key === chosen);
  // Who comes back goes on from the sheet they read, and not from the top of the page.
  useLayoutEffect(() => {
    if (chosen !== null) left.current = chosen;
    else if (left.current !== null)
      list.current?.querySelector<HTMLElement>(`[data-sheet="${CSS.escape(left.current)}"]`)?.focus();
  }, [chosen]);
  if (sheet) return <OneSheet sheet={sheet} step={step} onBack={() => setChosen(null)} />;
  if (sheets.length === 0) return <Empty title={tp("gallery.empty")}>{tp("gallery.empty.text")}</Empty>;
  return (
    <nav aria-label={tp("gallery.sheets")}>
      <ul class="plain-list sheet-list" ref={list}>
        {sheets.map((one) => (
          <li key={one.key}>
            <button
              type="button"
              class="sheet-choice"
              data-sheet={one.key}
              onClick={() => setChosen(one.key)}
            >
              <span class="sheet-title">{one.experience ? say(one.experience.title) : one.group.name}</span>
              <span class="small soft">
                {one.experience && `${one.group.name} · `}
                {tp("grid.tab.cards", { n: one.cards })}
                {one.group.id === mine.group?.id && ` · ${tp("gallery.mine")}`}
                {one.begun && ` · ${tp("gallery.begun")}`}
              </span>
              <Icon name="forward" size={20} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function OneSheet({ sheet, step, onBack }: { sheet: SheetRef; step: Step | undefined; onBack: () => void }) {
  const { room } = useVisit();
  const { canWrite } = useMine();
  const on = onSheet(sheet);
  const cards = room
    .all("card")
    .filter(
      (card) =>
        counts(card) && card.group === sheet.group.id && card.experience === (sheet.experience?.id ?? null),
    )
    .sort((a, b) => a.at - b.at);
  const rows = criteriaOf(room).map((criterion) => ({
    id: criterion.id,
    title: say(criterion.label),
    cards: cards.filter((card) => card.criterion === criterion.id),
  }));
  const loose = cards.filter((card) => card.criterion === null);
  const where = { group: sheet.group.id, experience: sheet.experience?.id ?? null };
  const heading = useRef<HTMLHeadingElement>(null);
  // It takes the place of a list that one may have scrolled far down: reading begins at its title.
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <section class="stack one-sheet">
      <div>
        <Button look="plain" icon="back" onClick={onBack}>
          {tp("gallery.back")}
        </Button>
      </div>
      <header class="stack-s">
        {sheet.experience && <p class="over-title">{sheet.group.name}</p>}
        <h2 ref={heading} tabIndex={-1}>
          {sheet.experience ? say(sheet.experience.title) : sheet.group.name}
        </h2>
      </header>
      {canWrite && step && <CommentForm on={on} step={step} label={tp("gallery.comment.sheet")} />}
      <Comments on={on} />
      {rows.map((row) => (
        <SheetRow key={row.id} title={row.title} cards={row.cards} step={step}>
          <AppraisalLine sheet={where} criterion={row.id} />
        </SheetRow>
      ))}
      {loose.length > 0 && <SheetRow title={tp("gallery.notes")} cards={loose} step={step} />}
    </section>
  );
}

interface SheetRowProps {
  title: string;
  cards: Card[];
  step: Step | undefined;
  children?: preact.ComponentChildren;
}

function SheetRow({ title, cards, step, children }: SheetRowProps) {
  const isBegun = useBegun();
  const [begun] = useState(() => cards.some((card) => isBegun(`card/${card.id}`)));
  if (cards.length === 0 && !children) return null;
  return (
    <details class="fold sheet-row" open={begun}>
      <summary>
        <span>{title}</span> <span class="count-mark">{cards.length}</span>
      </summary>
      <div class="stack">
        {children}
        <ul class="plain-list pile-list">
          {cards.map((card) => (
            <li key={card.id}>
              <SheetCard id={card.id} step={step} />
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
