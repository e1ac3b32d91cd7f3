/** One question of the room, alone, with how many share it. */

import { lies } from "../../views/lineage";
import { textParts } from "../../views/pages";
import { useVisit } from "../../visit";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { Alone } from "./large";
import { Pager } from "./pager";
import { usePages, useSignature, type ViewProps } from "./state";

/** The question named by the console. */
export function QuestionView({ reference }: ViewProps) {
  const { room } = useVisit();
  const sign = useSignature();
  const card = reference ? room.one("card", reference).value : undefined;
  const n = room.one("tally", `card/${reference}`).value?.count ?? 0;
  const parts = textParts(card?.text ?? "");
  const { page, turn } = usePages(parts.length);
  if (!card || !lies(card)) return <Blank alone text={ts("question.gone")} />;
  return (
    <div class="statement-view question">
      <div class="wall-meta">
        <span class="stance-sign" aria-hidden="true">
          ?
        </span>
        <span>{sign(card)}</span>
        <Pager page={page} count={parts.length} turn={turn} />
      </div>
      <Alone text={parts[page] ?? ""} />
      {n > 0 && <p class="question-shared">{ts("question.shared", { n })}</p>}
    </div>
  );
}
