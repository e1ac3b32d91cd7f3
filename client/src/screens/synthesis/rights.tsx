/** What a person can do on the board, said in one sentence. */

import { useVisit } from "../../visit";
import { tBoard } from "../../words/synthesis";

/** One sentence on what this person can do here; none for the facilitator, who can. */
export function Rights() {
  const { room, line } = useVisit();
  const info = room.one("room", "room").value;
  if (info?.closed) return <p class="soft">{tBoard("closed")}</p>;
  if (line.me.value?.seat === "facilitator") return null;
  return <p class="soft">{tBoard(info?.synthesis_open ? "may.edit" : "may.read")}</p>;
}
