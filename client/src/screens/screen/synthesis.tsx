/** The synthesis in large: one criterion a page, each statement with its stance and what it rests on. */

import { OpinionOn } from "../../parts/opinion";
import { synthesisPages } from "../../views/pages";
import { opinion, pointsOn } from "../../views/votes";
import { useVisit } from "../../visit";
import type { Stance, Statement } from "../../wire.gen";
import { say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { Large } from "./large";
import { Pager } from "./pager";
import { usePages, type ViewProps } from "./state";

/** A sign for each stance, so that colour is never alone. */
export const STANCE_SIGNS: Record<Stance, string> = {
  convergence: "=",
  dissent: "≠",
  question: "?",
  vigilance: "!",
};

/** The statements; of one criterion alone where the reference names it. */
export function SynthesisView({ reference }: ViewProps) {
  const { room } = useVisit();
  const pages = synthesisPages(room.all("criterion"), room.all("statement"), useVoted()).filter(
    (one) => reference === null || one.criterion?.id === reference,
  );
  const { page, turn } = usePages(pages.length);
  const shown = pages[page];
  if (!shown) return <Blank alone text={ts("synthesis.none")} />;
  const title = shown.criterion ? say(shown.criterion.label) : ts("synthesis.other");
  return (
    <div class="synthesis-view">
      <div class="wall-head">
        <h1>{title}</h1>
        <Pager page={page} count={pages.length} turn={turn} />
      </div>
      <ul class="large-statements plain-list">
        {shown.statements.map((statement) => (
          <LargeStatement key={statement.id} statement={statement} />
        ))}
      </ul>
    </div>
  );
}

/** Says which statements have the bar of a vote under them. */
function useVoted(): (statement: Statement) => boolean {
  const { room } = useVisit();
  return ({ id }) => opinion(room.one("tally", `statement/${id}#agreement`).value?.spread).voices > 0;
}

function LargeStatement({ statement }: { statement: Statement }) {
  const { room } = useVisit();
  const against = statement.sources.filter((source) => source.how === "contradicts").length;
  const n = statement.sources.length - against;
  const points = pointsOn(room, `statement/${statement.id}`);
  return (
    <li class={`large-statement ${statement.stance}`}>
      <span class="stance-sign" aria-hidden="true">
        {STANCE_SIGNS[statement.stance]}
      </span>
      <div>
        <Large text={statement.text} />
        <p class="wall-meta">
          <strong>{ts(`stance.${statement.stance}`)}</strong>
          <span>{ts("synthesis.sources", { n })}</span>
          {against > 0 && <span>{ts("synthesis.against", { n: against })}</span>}
          {points !== null && <span class="figures">{ts("vote.points", { n: points })}</span>}
        </p>
        <OpinionOn on={`statement/${statement.id}`} />
      </div>
    </li>
  );
}
