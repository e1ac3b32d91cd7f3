/** The others: the sheets of the other tables and the synthesis, once the room shows them. */

import { Boards } from "../../activities/gallery/boards";
import { Sheets } from "../../activities/gallery/sheets";
import { LinkButton } from "../../parts/button";
import { Empty } from "../../parts/chip";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import { tp } from "../../words/participant";

/** The page of the others. */
export function OthersPage() {
  const { room } = useVisit();
  const mine = useMine();
  const info = mine.room;
  const open = info?.reveal === "always" || (info?.reveal === "step" && info.revealed);
  const gallery = room.all("step").find((step) => step.activity === "gallery" && !step.off);
  const statements = room.all("statement").length > 0;
  return (
    <article class="stack-l">
      <h1>{tp("others.title")}</h1>
      {statements && info && (
        <section class="sheet stack-s">
          <h2>{tp("others.synthesis")}</h2>
          <p>{tp("others.synthesis.text")}</p>
          <div>
            <LinkButton href={`/r/${info.code}/synthesis`} icon="merge">
              {tp("others.synthesis.open")}
            </LinkButton>
          </div>
        </section>
      )}
      {open ? (
        <Sheets step={gallery} />
      ) : (
        !statements && <Empty title={tp("others.closed")}>{tp("others.closed.text")}</Empty>
      )}
      <Boards />
    </article>
  );
}
