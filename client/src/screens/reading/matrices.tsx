/** The two matrices with their findings; each cell opens its cards. */

import { useState } from "preact/hooks";
import { Empty } from "../../parts/chip";
import { DomainShape } from "../../parts/icons";
import { Matrix } from "../../parts/matrix";
import { lies } from "../../views/lineage";
import { at, byExperience, byTable, domainsByExperience, domainsByTable } from "../../views/matrices";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tRead } from "../../words/reading";
import { CellSheet, type Held, type Picked, titleOf } from "./cell";
import { shortOf, useAcross, useCriteria, useDomains } from "./columns";
import { SaveDrawing } from "./drawing";
import { Findings } from "./findings";

/** Criteria × experiences: appraisals and cards. */
export function CriteriaPart() {
  const { room } = useVisit();
  const [picked, setPicked] = useState<Picked | null>(null);
  const across = useAcross();
  const criteria = useCriteria();
  const [cards, appraisals] = [room.all("card"), room.all("appraisal")];
  const scale = room.one("format", "format").value?.scale ?? [];
  const cells = (across.experiences ? byExperience : byTable)(cards, appraisals, scale);
  const most = Math.max(1, ...[...cells.values()].map((cell) => cell.cards));
  const rows = criteria.map((one) => ({ id: one.id, label: shortOf(one) }));
  if (!rows.length || !across.columns.length) return <Empty title={tRead("none")} />;
  const hold = ({ row, column }: Picked): Held => ({
    title: titleOf(rows, across.columns, { row, column }),
    cards: cards.filter((card) => lies(card) && card.criterion === row && across.of(card) === column),
    appraisals: appraisals.filter((one) => one.criterion === row && across.of(one) === column),
  });
  return (
    <section class="stack">
      <div class="row spread">
        <h2>{tRead(across.experiences ? "criteria.title" : "criteria.title.tables")}</h2>
        <SaveDrawing anchor="matrice-prerequis-image" />
      </div>
      <p class="soft">{tRead(scale.length ? "criteria.legend" : "criteria.legend.cards")}</p>
      <Matrix
        caption={tRead(across.experiences ? "criteria.title" : "criteria.title.tables")}
        rows={rows}
        columns={across.columns}
        onPick={(row, column) => setPicked({ row, column })}
        cell={(row, column) => {
          const cell = cells.get(at(row, column));
          if (!cell) return null;
          const levels = cell.appraisals.map(({ level }) => level);
          return {
            weight: scale.length ? cell.weight : cell.cards / most,
            mark: `${levels.map((one) => one.symbol).join("")} ${cell.cards}`,
            words: [...levels.map((one) => say(one.label)), tRead("cards.n", { n: cell.cards })].join(", "),
          };
        }}
      />
      <Findings
        rows={rows}
        columns={across.columns}
        experiences={across.experiences}
        filled={(row, column) => cells.has(at(row, column))}
      />
      <CellSheet held={picked && hold(picked)} onClose={() => setPicked(null)} />
    </section>
  );
}

/** Domains × experiences: cards and their share. */
export function DomainsPart() {
  const { room } = useVisit();
  const [picked, setPicked] = useState<Picked | null>(null);
  const across = useAcross();
  const domains = useDomains();
  const cards = room.all("card");
  const cells = (across.experiences ? domainsByExperience : domainsByTable)(cards);
  const most = Math.max(0.01, ...[...cells.values()].map((cell) => cell.share));
  const rows = domains.map((one) => ({ id: one.id, label: shortOf(one), order: one.order }));
  if (!rows.length || !across.columns.length) return <Empty title={tRead("none")} />;
  const hold = ({ row, column }: Picked): Held => ({
    title: titleOf(rows, across.columns, { row, column }),
    cards: cards.filter((card) => lies(card) && card.domains.includes(row) && across.of(card) === column),
    appraisals: [],
  });
  return (
    <section class="stack">
      <div class="row spread">
        <h2>{tRead(across.experiences ? "domains.title" : "domains.title.tables")}</h2>
        <SaveDrawing anchor="matrice-domaines-image" />
      </div>
      <p class="soft">{tRead("domains.legend")}</p>
      <Matrix
        caption={tRead(across.experiences ? "domains.title" : "domains.title.tables")}
        rows={rows.map((one) => ({
          id: one.id,
          label: (
            <span class="domain-row">
              <DomainShape order={one.order} size={20} /> {one.label}
            </span>
          ),
        }))}
        columns={across.columns}
        onPick={(row, column) => setPicked({ row, column })}
        cell={(row, column) => {
          const cell = cells.get(at(row, column));
          if (!cell) return null;
          const share = Math.round(cell.share * 100);
          return {
            weight: cell.share / most,
            mark: `${cell.cards} · ${share} %`,
            words: tRead("cell.share", { n: cell.cards, share }),
          };
        }}
      />
      <Findings
        rows={rows}
        columns={across.columns}
        experiences={across.experiences}
        filled={(row, column) => cells.has(at(row, column))}
      />
      <CellSheet held={picked && hold(picked)} onClose={() => setPicked(null)} />
    </section>
  );
}
