/** Gallery: what is said of our sheet, the other tables' sheets to read and comment, and the boards. */

import { Empty } from "../parts/chip";
import { useMine } from "../views/mine";
import { useVisit } from "../visit";
import { tp } from "../words/participant";
import { Boards } from "./gallery/boards";
import { Sheets } from "./gallery/sheets";
import { CardView } from "./grid/card";
import type { ActivityProps } from "./index";

/** The page of an exhibition. */
export default function Gallery({ step }: ActivityProps) {
  const { room } = useMine();
  const open = room?.reveal === "always" || (room?.reveal === "step" && room.revealed);
  return (
    <div class="stack-l">
      {open ? <Sheets step={step} /> : <Empty title={tp("gallery.hidden")} />}
      <Ours />
      <Boards />
    </div>
  );
}

/** The words that others left on our cards or on our experience. */
function Ours() {
  const { room } = useVisit();
  const { group, experience } = useMine();
  if (!group) return null;
  const ids = room
    .all("card")
    .filter((card) => {
      if (card.on === null || card.withdrawn) return false;
      const [kind, id = ""] = card.on.split("/");
      if (kind === "experience") return id === experience?.id;
      if (kind === "group") return id === group.id;
      return room.peek("card", id)?.group === group.id;
    })
    .sort((a, b) => b.at - a.at)
    .map((card) => card.id);
  return (
    <section class="stack">
      <h2>{tp("gallery.ours")}</h2>
      {ids.length === 0 && <p class="soft">{tp("gallery.ours.none")}</p>}
      <ul class="plain-list pile-list">
        {ids.map((id) => (
          <li key={id}>
            <OurComment id={id} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OurComment({ id }: { id: string }) {
  const { room } = useVisit();
  const [kind, on = ""] = (room.one("card", id).value?.on ?? "").split("/");
  const card = room.one("card", on).value;
  return (
    <>
      {kind === "card" && card && <blockquote class="commented small soft">{card.text}</blockquote>}
      <CardView id={id} />
    </>
  );
}
