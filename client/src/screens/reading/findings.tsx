/** The empty cells of a matrix, said as sentences. */

import { emptyCells, listed } from "../../views/findings";
import { language } from "../../words";
import { tRead } from "../../words/reading";
import type { Line } from "./columns";

interface FindingsProps {
  rows: Line[];
  columns: Line[];
  experiences: boolean;
  filled: (row: string, column: string) => boolean;
}

/** One sentence a row that has empty cells. */
export function Findings({ rows, columns, experiences, filled }: FindingsProps) {
  const ids = (lines: Line[]) => lines.map((one) => one.id);
  const found = emptyCells(ids(rows), ids(columns), filled);
  const name = (lines: Line[], id: string) => lines.find((one) => one.id === id)?.label ?? "";
  const n = found.reduce((sum, one) => sum + one.columns.length, 0);
  return (
    <section class="findings">
      <h3>{tRead("findings.title")}</h3>
      {n === 0 ? (
        <p>{tRead("findings.none")}</p>
      ) : (
        <>
          <p class="small soft figures">{tRead("finding.n", { n, all: rows.length * columns.length })}</p>
          <ul class="plain-list stack-s">
            {found.map((one) => {
              const row = name(rows, one.row);
              if (one.everywhere) return <li key={one.row}>{tRead("finding.everywhere", { row })}</li>;
              const named = listed(
                one.columns.map((id) => name(columns, id)),
                language.value,
              );
              const key = experiences ? "finding.experiences" : "finding.tables";
              return <li key={one.row}>{tRead(key, { row, columns: named })}</li>;
            })}
          </ul>
        </>
      )}
    </section>
  );
}
