/** The two matrices beside the board: criteria and domains against experiences. */

import { DomainTag } from "../../parts/chip";
import { Matrix } from "../../parts/matrix";
import { at, byExperience, domainsByExperience } from "../../views/matrices";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tBoard } from "../../words/synthesis";

/** Shows both matrices, one under the other. */
export function MatricesView() {
  const { room } = useVisit();
  const cards = room.all("card");
  const scale = room.one("format", "format").value?.scale ?? [];
  const columns = byOrder(room.all("experience")).map((one) => ({ id: one.id, label: say(one.title) }));
  const criteria = byExperience(cards, room.all("appraisal"), scale);
  const domains = domainsByExperience(cards);
  return (
    <div class="stack matrices">
      <Matrix
        caption={tBoard("matrices.criteria")}
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
            weight: cell.weight,
            mark: `${levels.map((one) => one.symbol).join("")} ${cell.cards}`,
            words,
          };
        }}
      />
      <Matrix
        caption={tBoard("matrices.domains")}
        rows={byOrder(room.all("domain")).map((one) => ({ id: one.id, label: <DomainTag domain={one} /> }))}
        columns={columns}
        cell={(row, column) => {
          const cell = domains.get(at(row, column));
          if (!cell) return null;
          return {
            weight: cell.share,
            mark: cell.cards,
            words: tBoard("matrices.share", { n: cell.cards, share: Math.round(cell.share * 100) }),
          };
        }}
      />
    </div>
  );
}
