/** Everything that I wrote in this room, so that I can find it, correct it or take it back. */

import { CardView } from "../../activities/grid/card";
import { newestFirst } from "../../activities/grid/sheet";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import { tp } from "../../words/participant";

/** The list, folded until it is asked for. */
export function Wrote() {
  const { room } = useVisit();
  const { person, format } = useMine();
  const me = person?.id ?? "";
  const cards = room
    .all("card")
    .filter((card) => card.author === me && !card.withdrawn)
    .sort(newestFirst);
  const answers = room.all("answer").filter((answer) => answer.participant === me && answer.text !== "");
  const n = cards.length + answers.length;
  return (
    <details class="fold">
      <summary>
        {tp("me.wrote")} <span class="count-mark">{n}</span>
      </summary>
      {n === 0 && <p class="soft">{tp("me.wrote.none")}</p>}
      <ul class="plain-list pile-list">
        {cards.map((card) => (
          <li key={card.id}>
            <CardView id={card.id} kinds={format?.kinds ?? []} withCriterion />
          </li>
        ))}
        {answers.map((answer) => (
          <li key={answer.id} class="slip">
            <p class="small soft">{tp("me.wrote.answer")}</p>
            <p>{answer.text}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
