/** What a board is about, whose hand drew it, and what others may do with it. */

import { standsIn } from "../../views/lineage";
import { useVisit, type Visit } from "../../visit";
import type { Board } from "../../wire.gen";
import { say } from "../../words";
import { tBoards } from "../../words/boards";

/** Names what a board is tied to; nothing where that is no more. */
function nameOfTie(visit: Visit, tie: string): string {
  const [kind, id = ""] = tie.split("/");
  if (kind === "experience") return say(visit.room.one("experience", id).value?.title);
  if (kind === "step") return say(visit.room.one("step", id).value?.title);
  const statement = standsIn(id, (one) => visit.room.one("statement", one).value);
  return statement ? `« ${statement.text} »` : "";
}

/** The lines under a board; nothing where nothing was said of it. */
export function BoardAbout({ board }: { board: Board }) {
  const visit = useVisit();
  const what = board.on.map((tie) => nameOfTie(visit, tie)).filter(Boolean);
  const signed = [
    board.credit && tBoards("drawn.by", { name: board.credit }),
    board.licence && tBoards(`short.${board.licence}`),
  ].filter(Boolean);
  return (
    <>
      {what.length > 0 && <p class="small">{tBoards("about", { what: what.join(", ") })}</p>}
      {signed.length > 0 && <p class="small soft">{signed.join(", ")}</p>}
    </>
  );
}
