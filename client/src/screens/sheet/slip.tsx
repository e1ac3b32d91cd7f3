/** One sheet in a list: its picture in small, where it belongs, and how far it is written off. */

import { filePath } from "../../api";
import { LinkButton } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { useSeat } from "../../views/mine";
import { mayWriteOff } from "../../views/sheets";
import { useVisit } from "../../visit";
import type { Sheet } from "../../wire.gen";
import { hour } from "../../words";
import { tSheets } from "../../words/sheets";
import { usePlaceName } from "./place";

/** Names a sheet by what is printed on it. */
export function sheetName(sheet: Pick<Sheet, "number">): string {
  return sheet.number ? tSheets("number", { number: sheet.number }) : tSheets("number.none");
}

/** Counts the cards that were written off a sheet and still lie on the table. */
export function useCardsOf(sheet: string): number {
  return useVisit()
    .room.all("card")
    .filter((card) => card.sheet === sheet && !card.withdrawn).length;
}

/** The sheet; `thanks` where its photographer looks at it. */
export function SheetSlip({ sheet, thanks = false }: { sheet: Sheet; thanks?: boolean }) {
  const { code, room } = useVisit();
  const seat = useSeat();
  const place = usePlaceName(sheet);
  const n = useCardsOf(sheet.id);
  const taker = room.one("participant", sheet.author ?? "").value?.name;
  const may = mayWriteOff(sheet, seat) && seat.canWrite;
  const name = sheetName(sheet);
  return (
    <li class="sheet-slip">
      <a
        class="sheet-thumb"
        href={`/r/${code}/sheet#s=${sheet.id}`}
        aria-label={tSheets("read")}
        tabIndex={-1}
      >
        <img
          src={filePath(code, sheet.file, true)}
          alt=""
          loading="lazy"
          style={{ transform: `rotate(${sheet.turn}deg)` }}
        />
      </a>
      <div class="stack-s">
        <h3>{name}</h3>
        <p class="sheet-place">{place}</p>
        <p class="row small">
          <Chip tone={sheet.done ? "good" : "warn"}>{tSheets(sheet.done ? "done" : "todo")}</Chip>
          <span class="soft">{n > 0 ? tSheets("cards", { n }) : tSheets("cards.none")}</span>
        </p>
        {taker && !thanks && <p class="small soft">{tSheets("by", { name: taker, time: hour(sheet.at) })}</p>}
        {thanks && !may && <p class="small">{tSheets("arrived.theirs")}</p>}
        <p>
          <LinkButton
            href={`/r/${code}/sheet#s=${sheet.id}`}
            icon={may && !sheet.done ? "edit" : "eye"}
            {...(may && !sheet.done ? { look: "main" as const } : {})}
          >
            {tSheets(may && !sheet.done ? (thanks ? "transcribe.now" : "transcribe") : "read")}
            <span class="unseen"> : {`${name}, ${place}`}</span>
          </LinkButton>
        </p>
      </div>
    </li>
  );
}
