/** One statement, alone, with the cards that it rests on. */

import { OpinionOn } from "../../parts/opinion";
import { useVisit } from "../../visit";
import type { Source } from "../../wire.gen";
import { say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import type { ViewProps } from "./state";
import { STANCE_SIGNS } from "./synthesis";

const SOURCES = 6;

/** The statement named by the console. */
export function StatementView({ reference }: ViewProps) {
  const { room } = useVisit();
  const statement = reference ? room.one("statement", reference).value : undefined;
  if (!statement || statement.withdrawn) return <Blank alone text={ts("statement.gone")} />;
  const criterion = statement.criterion ? room.one("criterion", statement.criterion).value : undefined;
  const by = (how: Source["how"]) =>
    statement.sources.filter((source) => source.how === how && source.text !== "");
  return (
    <div class={`statement-view ${statement.stance}`}>
      <p class="wall-meta">
        <span class="stance-sign" aria-hidden="true">
          {STANCE_SIGNS[statement.stance]}
        </span>
        <strong>{ts(`stance.${statement.stance}`)}</strong>
        <span>{say(criterion?.label)}</span>
      </p>
      <h1>{statement.text}</h1>
      <OpinionOn on={`statement/${statement.id}`} />
      <div class="statement-sources">
        <Sources title={ts("statement.for")} sources={by("supports")} />
        <Sources title={ts("statement.against")} sources={by("contradicts")} />
      </div>
    </div>
  );
}

function Sources({ title, sources }: { title: string; sources: Source[] }) {
  if (sources.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="plain-list lines">
        {sources.slice(0, SOURCES).map((source) => (
          <li key={source.card} class="wall-card">
            {source.text}
          </li>
        ))}
      </ul>
    </section>
  );
}
