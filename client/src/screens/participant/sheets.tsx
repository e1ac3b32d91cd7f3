/** The photographed sheets of my table that wait to be written off, and the way to photograph one. */

import { LinkButton } from "../../parts/button";
import { useMine } from "../../views/mine";
import { inTurn } from "../../views/sheets";
import { useVisit } from "../../visit";
import { tSheets } from "../../words/sheets";
import { SheetSlip } from "../sheet/slip";

/** The sheets of a table. */
export function TableSheets() {
  const { room, code } = useVisit();
  const { group, canWrite } = useMine();
  const sheets = inTurn(room.all("sheet")).filter((sheet) => sheet.group === group?.id);
  const todo = sheets.filter((sheet) => !sheet.done);
  return (
    <section class="stack-s">
      {todo.length > 0 && <h2>{tSheets("list.title")}</h2>}
      <ul class="plain-list stack-s">
        {todo.map((sheet) => (
          <SheetSlip key={sheet.id} sheet={sheet} />
        ))}
      </ul>
      <div class="row">
        {canWrite && (
          <LinkButton href={`/r/${code}/sheet#new&g=${encodeURIComponent(group?.id ?? "")}`} icon="camera">
            {tSheets("photograph")}
          </LinkButton>
        )}
        {sheets.length > todo.length && (
          <LinkButton look="plain" href={`/r/${code}/sheet`}>
            {tSheets("list.done", { n: sheets.length - todo.length })}
          </LinkButton>
        )}
      </div>
    </section>
  );
}
