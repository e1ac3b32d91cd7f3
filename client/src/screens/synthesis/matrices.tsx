/** The two matrices beside the board: criteria and domains against experiences, or tables where a day has none. */

import { DomainTag } from "../../parts/chip";
import { Matrix } from "../../parts/matrix";
import { at, byExperience, byTable, domainsByExperience, domainsByTable } from "../../views/matrices";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tBoard } from "../../words/synthesis";

/** Shows both matrices, one under the other; the second only where a day has domains. */
export function MatricesView() {
  const { room } = useVisit();
  const cards = room.all("card");
  const scale = room.one("format", "format").value?.scale ?? [];
  const experiences = byOrder(room.all("experience"));
  const columns = experiences.length
    ? experiences.map((one) => ({ id: one.id, label: say(one.title) }))
    : byOrder(room.all("group")).map((one) => ({ id: one.id, label: one.name }));
  const criteria = (experiences.length ? byExperience : byTable)(cards, room.all("appraisal"), scale);
  const most = Math.max(1, ...[...criteria.values()].map((cell) => cell.cards));
  const domains = byOrder(room.all("domain"));
  const touched = (experiences.length ? domainsByExperience : domainsByTable)(cards);
  const captions = experiences.length
    ? ([scale.length ? "matrices.criteria" : "matrices.criteria.cards", "matrices.domains"] as const)
    : ([
        scale.length ? "matrices.criteria.tables" : "matrices.criteria.tables.cards",
        "matrices.domains.tables",
      ] as const);
  return (
    <div class="stack matrices">
      <Matrix
        caption={tBoard(captions[0])}
        rows={byOrder(room.all("criterion")).map((one) => ({
          id: one.id,
          label: say(one.short.fr ? one.short : one.label),
        }))}
        columns={columns}
        cell={(row, column) => {
          const cell = criteria.get(at(row, column));
          if (!cell) return null;
          const levels = cell.appraisals.map(({ level }) => level);
          const words = [
            ...levels.map((level) => say(level.label)),
            tBoard("count.cards", { n: cell.cards }),
          ].join(", ");
          return {
            weight: scale.length ? cell.weight : cell.cards / most,
            mark: `${levels.map((one) => one.symbol).join("")} ${cell.cards}`,
            words,
          };
        }}
      />
      {domains.length > 0 && (
        <Matrix
          caption={tBoard(captions[1])}
          rows={domains.map((one) => ({ id: one.id, label: <DomainTag domain={one} /> }))}
          columns={columns}
          cell={(row, column) => {
            const cell = touched.get(at(row, column));
            if (!cell) return null;
            return {
              weight: cell.share,
              mark: cell.cards,
              words: tBoard("matrices.share", { n: cell.cards, share: Math.round(cell.share * 100) }),
            };
          }}
        />
      )}
    </div>
  );
}
