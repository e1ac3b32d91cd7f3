/** The two matrices in large: words in every cell, a symbol and a shade for the back of the hall. */

import { DomainShape } from "../../parts/icons";
import { Matrix, type Cell as Shown } from "../../parts/matrix";
import { at, byExperience, type Cell, domainsByExperience } from "../../views/matrices";
import { useVisit } from "../../visit";
import type { Experience } from "../../wire.gen";
import { say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { inOrder } from "./state";

function columnsOf(experiences: Experience[]) {
  return experiences.map((one) => ({ id: one.id, label: say(one.title) }));
}

/** Criteria × experiences: the tables' levels, and how many cards stand behind them. */
export function CriteriaView() {
  const { room } = useVisit();
  const criteria = inOrder(room.all("criterion"));
  const experiences = inOrder(room.all("experience"));
  const scale = room.one("format", "format").value?.scale ?? [];
  const cells = byExperience(room.all("card"), room.all("appraisal"), scale);
  if (criteria.length === 0 || experiences.length === 0) return <Blank alone text={ts("matrix.none")} />;
  const words = (row: string, column: string) => ({
    criterion: say(criteria.find((one) => one.id === row)?.short),
    experience: say(experiences.find((one) => one.id === column)?.title),
  });
  return (
    <div class="matrix-view">
      <h1>{ts("criteria.title")}</h1>
      <Matrix
        caption={ts("criteria.title")}
        rows={criteria.map((one) => ({ id: one.id, label: say(one.short.fr ? one.short : one.label) }))}
        columns={columnsOf(experiences)}
        cell={(row, column) => criterionCell(cells.get(at(row, column)), words(row, column))}
      />
      <ul class="matrix-legend plain-list">
        <li>{ts("criteria.legend")}</li>
        {scale.map((level) => (
          <li key={level.id}>
            <span aria-hidden="true">{level.symbol}</span> {say(level.label)}
          </li>
        ))}
      </ul>
    </div>
  );
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
  const domains = inOrder(room.all("domain"));
  const experiences = inOrder(room.all("experience"));
  const cells = domainsByExperience(room.all("card"));
  if (domains.length === 0 || experiences.length === 0) return <Blank alone text={ts("matrix.none")} />;
  const most = Math.max(0.01, ...[...cells.values()].map((cell) => cell.share));
  return (
    <div class="matrix-view">
      <h1>{ts("domains.title")}</h1>
      <Matrix
        caption={ts("domains.title")}
        rows={domains.map((one) => ({
          id: one.id,
          label: (
            <span class="domain-row">
              <DomainShape order={one.order} size={32} />
              {say(one.short.fr ? one.short : one.label)}
            </span>
          ),
        }))}
        columns={columnsOf(experiences)}
        cell={(row, column) => {
          const cell = cells.get(at(row, column));
          if (!cell) return null;
          const share = Math.round(cell.share * 100);
          const domain = say(domains.find((one) => one.id === row)?.label);
          const experience = say(experiences.find((one) => one.id === column)?.title);
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
