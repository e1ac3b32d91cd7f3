/** “We are ready”: a table's word to the room that it is done with the step. */

import { aloud } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Icon } from "../../parts/icons";
import { readyTables } from "../../views/matrices";
import { useVisit } from "../../visit";
import { tp } from "../../words/participant";
import type { Sheet } from "./sheet";

/** The button, and how many tables have said it. */
export function ReadyBar({ sheet }: { sheet: Sheet }) {
  const visit = useVisit();
  const { step, group } = sheet;
  const running = step.status === "running" || step.status === "paused";
  const ready = readyTables(visit.room.all("ready"), step.id);
  const tables = visit.room.all("group").length;
  if (!running) return null;
  const say = (word: boolean) => aloud(visit, "group.ready", { group, step: step.id, ready: word });
  return (
    <div class="ready-bar" role="status">
      {ready.has(group) ? (
        <>
          <p class="row ready-said">
            <Icon name="check" />
            {tp("ready.said")}
          </p>
          {sheet.canWrite && (
            <Button look="plain" onClick={() => say(false)}>
              {tp("ready.undo")}
            </Button>
          )}
        </>
      ) : (
        sheet.canWrite && (
          <Button icon="check" onClick={() => say(true)}>
            {tp("ready.say")}
          </Button>
        )
      )}
      {ready.size > 0 && <p class="small soft">{tp("ready.count", { n: ready.size, of: tables })}</p>}
    </div>
  );
}
