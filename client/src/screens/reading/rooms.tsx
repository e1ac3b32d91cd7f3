/** Rooms side by side: how many cards each brought to each criterion, where several days were gathered. */

import { useState } from "preact/hooks";
import { Matrix } from "../../parts/matrix";
import { lies } from "../../views/lineage";
import { at } from "../../views/matrices";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { tRead } from "../../words/reading";
import { CellSheet, type Held, type Picked, titleOf } from "./cell";
import { shortOf, useCriteria } from "./columns";
import { SaveDrawing } from "./drawing";
import { Findings } from "./findings";

const HERE = "here";

/** Criteria × rooms of origin. */
export function RoomsPart() {
  const { room } = useVisit();
  const [picked, setPicked] = useState<Picked | null>(null);
  const origins = byOrder(room.all("origin"));
  const cards = room.all("card").filter(lies);
  const of = (card: Card) => card.origin ?? HERE;
  const written = cards.some((card) => card.origin === null);
  const columns = [
    ...origins.map((one) => ({ id: one.id, label: one.title })),
    ...(written ? [{ id: HERE, label: tRead("rooms.here") }] : []),
  ];
  const rows = useCriteria().map((one) => ({ id: one.id, label: shortOf(one) }));
  const cells = new Map<string, Card[]>();
  for (const card of cards) {
    if (card.criterion === null) continue;
    const key = at(card.criterion, of(card));
    cells.set(key, [...(cells.get(key) ?? []), card]);
  }
  const hold = (one: Picked): Held => ({
    title: titleOf(rows, columns, one),
    cards: cells.get(at(one.row, one.column)) ?? [],
    appraisals: [],
  });
  const most = Math.max(1, ...[...cells.values()].map((found) => found.length));
  return (
    <section class="stack">
      <div class="row spread">
        <h2>{tRead("rooms.title")}</h2>
        <SaveDrawing anchor="matrice-salles-image" />
      </div>
      <p class="soft">{tRead("rooms.lead")}</p>
      <Matrix
        caption={tRead("rooms.title")}
        rows={rows}
        columns={columns}
        onPick={(row, column) => setPicked({ row, column })}
        cell={(row, column) => {
          const n = cells.get(at(row, column))?.length ?? 0;
          return n ? { weight: n / most, mark: String(n), words: tRead("cards.n", { n }) } : null;
        }}
      />
      <Findings
        rows={rows}
        columns={columns}
        experiences={false}
        filled={(row, column) => cells.has(at(row, column))}
      />
      <CellSheet held={picked && hold(picked)} onClose={() => setPicked(null)} />
    </section>
  );
}
