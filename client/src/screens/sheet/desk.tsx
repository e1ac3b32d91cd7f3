/** The sheets that somebody may see: those to write off, those that are done, those put away. */

import { useAct } from "../../parts/acting";
import { Button, LinkButton } from "../../parts/button";
import { Empty } from "../../parts/chip";
import { inTurn } from "../../views/sheets";
import { useVisit } from "../../visit";
import { tSheets } from "../../words/sheets";
import { SheetSlip, sheetName } from "./slip";
import { Waiting } from "./waiting";
import "../../style/sheets.css";

/** Everything about sheets; a tab of the console, and a page for everybody else. */
export function SheetDesk() {
  const { room, code } = useVisit();
  const act = useAct();
  const closed = room.one("room", "room").value?.closed ?? false;
  const all = room.all("sheet");
  const standing = inTurn(all);
  const todo = standing.filter((sheet) => !sheet.done);
  const done = standing.filter((sheet) => sheet.done);
  const away = all.filter((sheet) => sheet.withdrawn);
  return (
    <div class="stack sheet-desk">
      <div class="row spread">
        <h2>{tSheets("list.title")}</h2>
        {!closed && (
          <LinkButton href={`/r/${code}/sheet#new`} icon="camera" look="main">
            {tSheets("photograph")}
          </LinkButton>
        )}
      </div>
      <Waiting />
      {todo.length === 0 && (
        <Empty title={tSheets("list.none")}>{tSheets(closed ? "closed" : "list.none.text")}</Empty>
      )}
      <ul class="plain-list sheet-slips">
        {todo.map((sheet) => (
          <SheetSlip key={sheet.id} sheet={sheet} />
        ))}
      </ul>
      {done.length > 0 && (
        <details class="fold" open={todo.length === 0}>
          <summary>{tSheets("list.done", { n: done.length })}</summary>
          <ul class="plain-list sheet-slips">
            {done.map((sheet) => (
              <SheetSlip key={sheet.id} sheet={sheet} />
            ))}
          </ul>
        </details>
      )}
      {away.length > 0 && !closed && (
        <details class="fold">
          <summary>{tSheets("list.away", { n: away.length })}</summary>
          <ul class="plain-list stack-s">
            {away.map((sheet) => (
              <li key={sheet.id} class="row spread">
                <span>{sheetName(sheet)}</span>
                <Button icon="undo" onClick={() => void act("sheet.restore", { sheet: sheet.id })}>
                  {tSheets("restore")}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
