/** How far each table is: criteria × tables, live. */

import { newId } from "../../ids";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Matrix, type Cell as Shown } from "../../parts/matrix";
import { at, byTable, type Cell, cardsByTable, counts, readyTables } from "../../views/matrices";
import { byOrder } from "../../views/order";
import { experienceOf } from "../../views/seating";
import { useVisit } from "../../visit";
import type { Appraisal, Card, Criterion, Group } from "../../wire.gen";
import { listed, say } from "../../words";
import { tc } from "../../words/console";
import { Cards } from "./cards";
import { useExperiences, useRoomInfo, useTables } from "./state";

/** The matrix, and under it the cards themselves. */
export function ProgressMatrix() {
  const { room } = useVisit();
  const tables = useTables();
  const info = useRoomInfo();
  const ready = readyTables(room.all("ready"), info.step);
  const criteria = byOrder(room.all("criterion"));
  if (tables.length === 0)
    return (
      <div class="stack">
        <h2>{tc("progress.title")}</h2>
        <p class="soft">{tc("progress.none")}</p>
      </div>
    );
  return (
    <div class="stack progress">
      <div class="row spread">
        <h2>{tc("progress.title")}</h2>
        <p class="figures">
          {tc("progress.tables", {
            n: tables.filter((table) => ready.has(table.id)).length,
            all: tables.length,
          })}
        </p>
      </div>
      <p class="small soft">{tc("progress.help")}</p>
      <OnSheets tables={tables} criteria={criteria} ready={ready} />
      <Cards />
    </div>
  );
}

interface SheetsProps {
  tables: Group[];
  criteria: Criterion[];
  ready: Set<string>;
}

/** What the tables wrote, gone through once for all that is drawn of it. */
function OnSheets(props: SheetsProps) {
  const sheets = useSheets();
  return (
    <>
      <Silent tables={props.tables} cards={sheets.cards} />
      <EmptyCells {...props} {...sheets} />
      <Cells {...props} {...sheets} />
    </>
  );
}

/** More names than these are read by nobody: early in a step, all tables are still silent. */
const MOST_NAMED = 12;

/** The tables that wrote nothing yet: in a large hall they are the first that one goes to. */
function Silent({ tables, cards }: { tables: Group[]; cards: Card[] }) {
  const totals = cardsByTable(cards);
  const silent = tables.filter((table) => !totals.has(table.id));
  if (silent.length === 0 || silent.length === tables.length) return null;
  const facts = { n: silent.length, tables: listed(silent.map((table) => table.name)) };
  return (
    <p class="silent-tables">
      <strong>{tc(silent.length > MOST_NAMED ? "empty.silent.many" : "empty.silent", facts)}</strong>
    </p>
  );
}

/** What lies on the tables' sheets of this round: what a table wrote on another experience before is done with. */
function useSheets(): { cards: Card[]; appraisals: Appraisal[] } {
  const { room } = useVisit();
  const { round } = useRoomInfo();
  const experiences = useExperiences();
  const assignments = room.all("assignment");
  // Looked up once a table, and not once a card: a large hall writes several a second.
  const given = new Map(
    room.all("group").map((one) => [one.id, experienceOf(assignments, experiences, one.id, round)?.id]),
  );
  const isOfRound = (one: Card | Appraisal) => {
    const taken = given.get(one.group ?? "");
    return taken === undefined || one.experience === null || one.experience === taken;
  };
  return {
    cards: room.all("card").filter(counts).filter(isOfRound),
    appraisals: room.all("appraisal").filter(isOfRound),
  };
}

/** What nobody has written on yet, table by table, with a word to each table one press away. */
function EmptyCells({ tables, criteria, cards }: SheetsProps & { cards: Card[] }) {
  const { room } = useVisit();
  const act = useAct();
  const closed = useRoomInfo().closed;
  const cells = byTable(cards, [], []);
  const missing = tables
    .map((table) => ({
      table,
      criteria: criteria.filter((one) => !cells.get(at(one.id, table.id))?.cards),
    }))
    .filter((one) => one.criteria.length > 0)
    .sort((a, b) => b.criteria.length - a.criteria.length);
  const n = missing.reduce((sum, one) => sum + one.criteria.length, 0);
  if (room.all("card").length === 0) return null;
  if (n === 0) return <p class="small soft">{tc("empty.none")}</p>;
  const names = (some: Criterion[]) => listed(some.map((one) => say(one.short.fr ? one.short : one.label)));
  const remind = (table: Group, some: Criterion[]) =>
    void act(
      "message.send",
      { message: newId(), to: table.id, text: tc("empty.message", { criteria: names(some) }) },
      tc("did.message.to", { name: table.name }),
    );
  return (
    <details class="folded empty-cells">
      <summary>{tc("empty.title", { n })}</summary>
      <ul class="plain-list stack-s">
        {missing.map(({ table, criteria: some }) => (
          <li key={table.id} class="row spread">
            <span>
              <strong>{table.name}</strong> · {names(some)}
            </span>
            {!closed && (
              <Button
                icon="message"
                aria-label={tc("empty.remind.this", { table: table.name })}
                onClick={() => remind(table, some)}
              >
                {tc("empty.remind")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface CellsProps extends SheetsProps {
  cards: Card[];
  appraisals: Appraisal[];
}

function Cells({ tables, criteria, ready, cards, appraisals }: CellsProps) {
  const { room } = useVisit();
  const info = useRoomInfo();
  const experiences = useExperiences();
  const assignments = room.all("assignment");
  const scale = room.one("format", "format").value?.scale ?? [];
  const cells = byTable(cards, appraisals, scale);
  const totals = cardsByTable(room.all("card"));
  const most = Math.max(1, ...[...cells.values()].map((cell) => cell.cards));
  return (
    <Matrix
      caption={tc("progress.criteria")}
      rows={[
        ...criteria.map((one) => ({ id: one.id, label: say(one.short.fr ? one.short : one.label) })),
        { id: TOTAL, label: tc("progress.total") },
      ]}
      columns={tables.map((table) => ({
        id: table.id,
        label: (
          <span class="progress-table">
            <span>{table.name}</span>
            <Experienced title={say(experienceOf(assignments, experiences, table.id, info.round)?.title)} />
            {ready.has(table.id) && <span class="ready-mark">✓ {tc("tables.ready")}</span>}
          </span>
        ),
      }))}
      cell={(row, column) => {
        const table = tables.find((one) => one.id === column)?.name ?? "";
        if (row === TOTAL) return total(totals.get(column) ?? 0, table);
        const names = { criterion: say(criteria.find((one) => one.id === row)?.short), table };
        return shown(cells.get(at(row, column)), most, names);
      }}
    />
  );
}

/** What a table takes apart, in a few lines: a long title would push the grid off the page. */
function Experienced({ title }: { title: string }) {
  return (
    <span class="soft progress-experience" title={title}>
      {title}
    </span>
  );
}

/** The last row: all cards of a table, those without a criterion too. */
const TOTAL = "all cards";

function total(n: number, table: string): Shown {
  return { weight: null, mark: n, words: tc("progress.total.cell", { n, table }) };
}

function shown(
  cell: Cell | undefined,
  most: number,
  names: { criterion: string; table: string },
): Shown | null {
  if (!cell) return null;
  const given = cell.appraisals[0]?.level;
  const level = given ? say(given.label) : tc("progress.level.none");
  const cards = tc("progress.cards", { n: cell.cards });
  return {
    weight: cell.cards / most,
    mark: (
      <>
        {cell.cards} {given && <span class="level">{given.symbol}</span>}
      </>
    ),
    words: tc("progress.cell", { ...names, cards, level }),
  };
}
