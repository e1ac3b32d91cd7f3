/** The whole grid on a laptop: criteria down, their cards and the table's appraisal across. */

import { useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Criterion } from "../../wire.gen";
import { tp } from "../../words/participant";
import { AppraisalForm } from "./appraisal";
import { CriterionComposer, CriterionHead, positionOf, RowPile, Writers } from "./row";
import type { Sheet } from "./sheet";

/** Every criterion at once. */
export function WholeGrid({ sheet, criteria }: { sheet: Sheet; criteria: Criterion[] }) {
  const mine = useMine();
  const hasScale = (mine.format?.scale.length ?? 0) > 0;
  return (
    <table class="whole-grid">
      <thead>
        <tr>
          <th scope="col">{tp("grid.column.criterion")}</th>
          <th scope="col">{tp("grid.column.cards")}</th>
          {hasScale && <th scope="col">{tp("grid.column.appraisal")}</th>}
        </tr>
      </thead>
      <tbody>
        {criteria.map((criterion, at) => (
          <tr key={criterion.id}>
            <th scope="row">
              <CriterionHead criterion={criterion} position={positionOf(sheet, at, criteria.length)} />
            </th>
            <td>
              <RowCards sheet={sheet} criterion={criterion} />
            </td>
            {hasScale && (
              <td>
                <AppraisalForm sheet={sheet} criterion={criterion.id} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowCards({ sheet, criterion }: { sheet: Sheet; criterion: Criterion }) {
  const visit = useVisit();
  const begun = useMemo(
    () => Boolean(visit.drafts.peek()?.get(`card/${sheet.step.id}/${criterion.id}`)),
    [visit, sheet.step.id, criterion.id],
  );
  const [writing, setWriting] = useState(begun);
  const cell = useRef<HTMLDivElement>(null);
  const open = () => {
    setWriting(true);
    requestAnimationFrame(() => cell.current?.querySelector("textarea")?.focus());
  };
  return (
    <div class="row-cards" ref={cell}>
      {sheet.canWrite && writing && <CriterionComposer sheet={sheet} criterion={criterion} />}
      {sheet.canWrite && !writing && (
        <Button icon="add" class="add-card" onClick={open}>
          {tp("grid.write")}
        </Button>
      )}
      <Writers place={`criterion/${criterion.id}`} />
      <RowPile sheet={sheet} criterion={criterion.id} />
    </div>
  );
}
