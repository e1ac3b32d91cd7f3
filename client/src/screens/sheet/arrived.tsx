/** The sheets that this person photographed and that have arrived, latest first. */

import { useVisit } from "../../visit";
import { tSheets } from "../../words/sheets";
import { SheetSlip } from "./slip";

/** The list, which tells the photographer that the work of the camera is done. */
export function Arrived() {
  const { room, line } = useVisit();
  const me = line.me.value?.participant;
  const mine = room
    .all("sheet")
    .filter((sheet) => sheet.author !== null && sheet.author === me && !sheet.withdrawn)
    .sort((a, b) => b.at - a.at);
  return (
    <section class="stack-s">
      {mine.length > 0 && <h2>{tSheets("mine.title")}</h2>}
      <p class="unseen" role="status">
        {mine.length > 0 && tSheets("arrived")}
      </p>
      <ul class="plain-list stack-s">
        {mine.map((sheet) => (
          <SheetSlip key={sheet.id} sheet={sheet} thanks />
        ))}
      </ul>
    </section>
  );
}
