/** The cards behind a cell, in a sheet beside the matrix. */

import { CardSlip, DomainTag } from "../../parts/chip";
import { Dialog } from "../../parts/dialog";
import { useVisit } from "../../visit";
import type { Appraisal, Card } from "../../wire.gen";
import { say } from "../../words";
import { tRead } from "../../words/reading";
import { type Line, useDomains } from "./columns";

/** What a cell holds. */
export interface Held {
  title: string;
  cards: Card[];
  appraisals: Appraisal[];
}

/** Which cell was opened; what it holds is read anew, so that what is hidden meanwhile leaves it. */
export interface Picked {
  row: string;
  column: string;
}

/** Names a cell by its row and its column. */
export function titleOf(rows: Line[], columns: Line[], { row, column }: Picked): string {
  const label = (lines: Line[], id: string) => lines.find((one) => one.id === id)?.label;
  return tRead("sheet.title", { row: label(rows, row), column: label(columns, column) });
}

/** The sheet of a cell; nothing while none is open. */
export function CellSheet({ held, onClose }: { held: Held | null; onClose: () => void }) {
  return (
    <Dialog open={held !== null} place="side" title={held?.title ?? ""} onClose={onClose}>
      {held && <CellContent held={held} />}
    </Dialog>
  );
}

/** Appraisals with their reasons, then the cards. */
export function CellContent({ held }: { held: Held }) {
  const { room } = useVisit();
  const scale = room.one("format", "format").value?.scale ?? [];
  if (held.cards.length + held.appraisals.length === 0) return <p class="soft">{tRead("sheet.none")}</p>;
  return (
    <div class="stack">
      {held.appraisals.length > 0 && (
        <ul class="plain-list stack-s" aria-label={tRead("sheet.appraisals")}>
          {held.appraisals.map((one) => {
            const level = scale.find((each) => each.id === one.level);
            return (
              <li key={one.id} class="cell-appraisal">
                <strong>
                  <span aria-hidden="true">{level?.symbol} </span>
                  {say(level?.label)}
                </strong>
                <span class="small soft"> {room.one("group", one.group).value?.name}</span>
                {one.reason && <p>{one.reason}</p>}
              </li>
            );
          })}
        </ul>
      )}
      <ul class="plain-list pile-list" aria-label={tRead("sheet.cards")}>
        {held.cards.map((card) => (
          <li key={card.id}>
            <OneCard card={card} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function OneCard({ card }: { card: Card }) {
  const { room } = useVisit();
  const domains = useDomains().filter((one) => card.domains.includes(one.id));
  const kind = room.one("format", "format").value?.kinds.find((one) => one.id === card.kind);
  const group = room.one("group", card.group ?? "").value?.name;
  return (
    <CardSlip
      above={
        <>
          <span>
            <span aria-hidden="true">{kind?.symbol} </span>
            {say(kind?.label)}
          </span>
          {group && <span class="soft">{group}</span>}
        </>
      }
      below={domains.length > 0 && domains.map((one) => <DomainTag key={one.id} domain={one} />)}
    >
      {card.text}
    </CardSlip>
  );
}
