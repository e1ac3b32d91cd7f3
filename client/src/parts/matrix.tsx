/** A matrix to read at a glance and by ear: shades for the eye, words in every cell. */

import type { ComponentChildren } from "preact";
import { t } from "../words";

export interface Cell {
  /** From 0 to 1; null leaves the cell blank. */
  weight: number | null;
  /** What stands in the cell. */
  mark: ComponentChildren;
  /** The same in full, for hover and for screen readers. */
  words: string;
}

interface MatrixProps {
  caption: string;
  rows: { id: string; label: ComponentChildren }[];
  columns: { id: string; label: ComponentChildren }[];
  cell: (row: string, column: string) => Cell | null;
  onPick?: (row: string, column: string) => void;
}

/** Gives the class of a shade; five are as many as an eye tells apart. */
export function shade(weight: number | null): string {
  if (weight === null) return "heat-none";
  return `heat-${Math.max(0, Math.min(4, Math.round(weight * 4)))}`;
}

/** Shows rows against columns. */
export function Matrix({ caption, rows, columns, cell, onPick }: MatrixProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page must scroll by keyboard
    <section class="matrix" aria-label={caption} tabIndex={0} style={{ "--columns": columns.length }}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              {columns.map((column) => (
                <MatrixCell
                  key={column.id}
                  cell={cell(row.id, column.id)}
                  {...(onPick ? { onPick: () => onPick(row.id, column.id) } : {})}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function MatrixCell({ cell, onPick }: { cell: Cell | null; onPick?: () => void }) {
  const words = cell?.words ?? t("part.empty.cell");
  const inside = (
    <>
      <span aria-hidden="true">{cell?.mark}</span>
      <span class="unseen">{words}</span>
    </>
  );
  return (
    <td class={shade(cell?.weight ?? null)} title={words}>
      {onPick ? (
        <button type="button" onClick={onPick}>
          {inside}
        </button>
      ) : (
        inside
      )}
    </td>
  );
}
