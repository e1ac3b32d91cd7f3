/** One question of the room, alone, with how many share it. */

import { useVisit } from "../../visit";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { useSignature, type ViewProps } from "./state";

/** The question named by the console. */
export function QuestionView({ reference }: ViewProps) {
  const { room } = useVisit();
  const sign = useSignature();
  const card = reference ? room.one("card", reference).value : undefined;
  const n = room.one("tally", `card/${reference}`).value?.count ?? 0;
  if (!card || card.withdrawn || card.hidden !== null) return <Blank alone text={ts("question.gone")} />;
  return (
    <div class="statement-view question">
      <p class="wall-meta">
        <span class="stance-sign" aria-hidden="true">
          ?
        </span>
        <span>{sign(card)}</span>
      </p>
      <h1>{card.text}</h1>
      {n > 0 && <p class="question-shared">{ts("question.shared", { n })}</p>}
    </div>
  );
}
