/** Where there is no room for both sides: while something is dragged, the places to let it go rise from below. */

import { usePlace } from "../../parts/drag";
import { useVisit } from "../../visit";
import type { Support } from "../../wire.gen";
import { tBoard } from "../../words/synthesis";
import { useDesk } from "./desk";
import { drawPlace, NEW_PLACE } from "./drag";
import { StanceMark, short } from "./names";

/** Shows the statements as places to drop on, under the finger that holds a card or a statement. */
export function DropShelf() {
  const desk = useDesk();
  const dragged = desk.dragged.value;
  // The statements' own side shows its places itself, cards are dragged where those are out of sight.
  if (dragged?.what !== "cards") return null;
  const statements = desk.statements.value.flatMap((section) => section.statements);
  return (
    <div class="shelf" aria-hidden="true">
      <ShelfPlace place={NEW_PLACE} label={tBoard("drop.new.short")} class="new" />
      {statements.map((one) => (
        <ShelfStatement key={one.id} id={one.id} />
      ))}
    </div>
  );
}

function ShelfStatement({ id }: { id: string }) {
  const statement = useVisit().room.one("statement", id).value;
  if (!statement) return null;
  const sides: Support[] = ["supports", "contradicts"];
  return (
    <div class="shelf-statement">
      <p class="small">
        <StanceMark stance={statement.stance} /> {short(statement.text, 70)}
      </p>
      <div class="row">
        {sides.map((how) => (
          <ShelfPlace
            key={how}
            place={drawPlace(id, how)}
            label={tBoard(how === "supports" ? "drop.for" : "drop.against")}
          />
        ))}
      </div>
    </div>
  );
}

function ShelfPlace({ place, label, class: more = "" }: { place: string; label: string; class?: string }) {
  const { ref, over } = usePlace<HTMLDivElement>(place);
  return (
    <div ref={ref} class={["drop", more, over && "over"].filter(Boolean).join(" ")}>
      {label}
    </div>
  );
}
