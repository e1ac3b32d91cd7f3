/** One statement, alone, with the cards that it rests on. */

import { OpinionOn } from "../../parts/opinion";
import { readable, standsIn } from "../../views/lineage";
import { statementLeaves } from "../../views/pages";
import { useVisit } from "../../visit";
import type { Source } from "../../wire.gen";
import { say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { Alone } from "./large";
import { Pager } from "./pager";
import { usePages, type ViewProps } from "./state";
import { STANCE_SIGNS } from "./synthesis";

/** The statement named by the console, or what took it in; in as many leaves as its words and its sources need. */
export function StatementView({ reference }: ViewProps) {
  const { room } = useVisit();
  const statement = standsIn(reference ?? "", (id) => room.one("statement", id).value);
  const on = `statement/${statement?.id ?? ""}`;
  // A card that was withdrawn since, or is not shown to all, is not read from the wall either.
  const words = (one: Source) => readable(one, room.one("card", one.card).value);
  const by = (how: Source["how"]) =>
    (statement?.sources ?? [])
      .filter((one) => one.how === how)
      .map(words)
      .filter((text) => text !== "");
  const voted = Boolean(room.one("tally", `${on}#agreement`).value);
  const leaves = statementLeaves(statement?.text ?? "", by("supports"), by("contradicts"), voted);
  const { page, turn } = usePages(leaves.length);
  const leaf = leaves[page];
  if (!statement || !leaf) return <Blank alone text={ts("statement.gone")} />;
  const criterion = statement.criterion ? room.one("criterion", statement.criterion).value : undefined;
  const sourced = leaf.supports.length + leaf.contradicts.length > 0;
  return (
    <div class={`statement-view ${statement.stance}`}>
      <div class="wall-meta">
        <span class="stance-sign" aria-hidden="true">
          {STANCE_SIGNS[statement.stance]}
        </span>
        <strong>{ts(`stance.${statement.stance}`)}</strong>
        <span>{say(criterion?.label)}</span>
        <Pager page={page} count={leaves.length} turn={turn} />
      </div>
      {leaf.text === null ? (
        <h1 class="recalled">{statement.text}</h1>
      ) : (
        <Alone text={leaf.text} shared={sourced} />
      )}
      {leaf.text !== null && page === 0 && <OpinionOn on={on} />}
      {sourced && (
        <div class="statement-sources">
          <Sources title={ts("statement.for")} texts={leaf.supports} />
          <Sources title={ts("statement.against")} texts={leaf.contradicts} />
        </div>
      )}
    </div>
  );
}

function Sources({ title, texts }: { title: string; texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="plain-list lines">
        {texts.map((text) => (
          <li key={text} class="wall-card">
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
