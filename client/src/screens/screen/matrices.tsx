/** The two matrices in large: words in every cell, a symbol and a shade for the back of the hall. */

import { DomainShape } from "../../parts/icons";
import { Matrix, type Cell as Shown } from "../../parts/matrix";
import {
  at,
  byExperience,
  byTable,
  type Cell,
  domainsByExperience,
  domainsByTable,
} from "../../views/matrices";
import { byOrder } from "../../views/order";
import { evenly } from "../../views/pages";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { Pager } from "./pager";
import { useKept, usePages } from "./state";

/** How many rows of two lines the wall holds, and how many columns are read from the back of the hall. */
const ROWS = 8;
const COLUMNS = 8;

/** Gives the part of a matrix that is shown, and what stands above it: larger ones are read in pages. */
function useLeaf<T>(rows: T[], columns: Columns, title: string) {
  const leaves = evenly(rows, ROWS).flatMap((down) =>
    evenly(columns.list, COLUMNS).map((across) => ({ rows: down, columns: across })),
  );
  const { page, turn } = usePages(leaves.length);
  const head = (
    <div class="wall-head">
      <h1>{title}</h1>
      <Pager page={page} count={leaves.length} turn={turn} />
    </div>
  );
  return { head, ...(leaves[page] ?? { rows: [], columns: [] }) };
}

interface Columns {
  /** Whether they are experiences; a day that has none is read by its tables. */
  experiences: boolean;
  list: { id: string; label: string }[];
}

function useColumns(): Columns {
  const { room } = useVisit();
  const experiences = byOrder(room.all("experience"));
  if (experiences.length > 0)
    return { experiences: true, list: experiences.map((one) => ({ id: one.id, label: say(one.title) })) };
  const tables = byOrder(room.all("group"));
  return { experiences: false, list: tables.map((one) => ({ id: one.id, label: one.name })) };
}

/** Criteria × experiences: the tables' levels, and how many cards stand behind them. */
export function CriteriaView() {
  const { room } = useVisit();
  const criteria = byOrder(room.all("criterion"));
  const columns = useColumns();
  const kept = useKept();
  const scale = room.one("format", "format").value?.scale ?? [];
  const count = columns.experiences ? byExperience : byTable;
  const cells = count(room.all("card"), room.all("appraisal"), scale);
  const most = Math.max(1, ...[...cells.values()].map((cell) => cell.cards));
  const leaf = useLeaf(
    criteria,
    columns,
    ts(columns.experiences ? "criteria.title" : "criteria.title.tables"),
  );
  if (kept) return <Blank alone text={ts("cards.kept")} />;
  if (criteria.length === 0 || columns.list.length === 0) return <Blank alone text={ts("matrix.none")} />;
  const words = (row: string, column: string) => ({
    criterion: say(criteria.find((one) => one.id === row)?.short),
    experience: columns.list.find((one) => one.id === column)?.label ?? "",
  });
  return (
    <div class="matrix-view">
      {leaf.head}
      <Matrix
        caption={ts("criteria.title")}
        rows={leaf.rows.map((one) => ({ id: one.id, label: say(one.short.fr ? one.short : one.label) }))}
        columns={leaf.columns}
        cell={(row, column) => {
          const cell = cells.get(at(row, column));
          return criterionCell(scale.length ? cell : weighed(cell, most), words(row, column));
        }}
      />
      <ul class="matrix-legend plain-list">
        <li>{ts(scale.length ? "criteria.legend" : "criteria.legend.cards")}</li>
        {scale.map((level) => (
          <li key={level.id}>
            <span aria-hidden="true">{level.symbol}</span> {say(level.label)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Shades by the number of cards, where a format has no scale to shade by. */
function weighed(cell: Cell | undefined, most: number): Cell | undefined {
  return cell && { ...cell, weight: cell.cards / most };
}

function criterionCell(
  cell: Cell | undefined,
  names: { criterion: string; experience: string },
): Shown | null {
  if (!cell) return null;
  const levels = cell.appraisals.map(({ level }) => say(level.label)).join(", ");
  const cards = ts("cards.count", { n: cell.cards });
  return {
    weight: cell.weight,
    mark: (
      <>
        <span class="mark-level">{cell.appraisals.map(({ level }) => level.symbol).join(" ")}</span>
        <span class="mark-count figures">{cell.cards}</span>
      </>
    ),
    words: ts("criteria.cell", { ...names, levels: levels || ts("criteria.level.none"), cards }),
  };
}

/** Domains × experiences: how many cards touch each domain, and what part that is. */
export function DomainsView() {
  const { room } = useVisit();
  const domains = byOrder(room.all("domain"));
  const columns = useColumns();
  const kept = useKept();
  const cells = (columns.experiences ? domainsByExperience : domainsByTable)(room.all("card"));
  const leaf = useLeaf(domains, columns, ts(columns.experiences ? "domains.title" : "domains.title.tables"));
  if (kept) return <Blank alone text={ts("cards.kept")} />;
  if (domains.length === 0 || columns.list.length === 0) return <Blank alone text={ts("matrix.none")} />;
  const most = Math.max(0.01, ...[...cells.values()].map((cell) => cell.share));
  return (
    <div class="matrix-view">
      {leaf.head}
      <Matrix
        caption={ts("domains.title")}
        rows={leaf.rows.map((one) => ({
          id: one.id,
          label: (
            <span class="domain-row">
              <DomainShape order={one.order} size={32} />
              {say(one.short.fr ? one.short : one.label)}
            </span>
          ),
        }))}
        columns={leaf.columns}
        cell={(row, column) => {
          const cell = cells.get(at(row, column));
          if (!cell) return null;
          const share = Math.round(cell.share * 100);
          const domain = say(domains.find((one) => one.id === row)?.label);
          const experience = columns.list.find((one) => one.id === column)?.label ?? "";
          return {
            weight: cell.share / most,
            mark: (
              <>
                <span class="mark-level figures">{cell.cards}</span>
                <span class="mark-count figures">{share} %</span>
              </>
            ),
            words: ts("domains.cell", { domain, experience, n: cell.cards, share }),
          };
        }}
      />
      <p class="matrix-legend">{ts("domains.legend")}</p>
    </div>
  );
}
