/** One moment of the film: the grid that fills, what was just written, the synthesis that takes shape. */

import "../../style/replay.css";
import { type Film, type Scene, sceneOf } from "../../views/film";
import { useVisit } from "../../visit";
import type { Statement } from "../../wire.gen";
import { say } from "../../words";
import { tFilm } from "../../words/replay";
import { STANCE_SIGNS } from "../screen/synthesis";
import { useStands } from "./film";

interface StageProps {
  film: Film;
  /** Redrawn when this changes: the film itself is moved in place. */
  place: number;
}

/** The picture of the moment at which the film stands. */
export function Stage({ film, place }: StageProps) {
  const stands = useStands();
  const scene = sceneOf(film, stands);
  return (
    <div class="film-stage" aria-hidden="true">
      <Counters scene={scene} />
      <Grid scene={scene} />
      <Latest film={film} place={place} />
      <Statements scene={scene} />
    </div>
  );
}

function Counters({ scene }: { scene: Scene }) {
  const counts = [
    tFilm("cards.n", { n: scene.cards }),
    tFilm("statements.n", { n: scene.statements.length }),
    tFilm("proposals.n", { n: scene.proposals }),
    tFilm("commitments.n", { n: scene.commitments }),
  ];
  return (
    <ul class="film-counters plain-list figures">
      {counts.map((said, at) => (
        <li key={at === 0 ? "cards" : `count-${at}`}>
          <strong>{said.replace(/\D.*$/u, "")}</strong>
          <span>{said.replace(/^[\d\s.,]+/u, "")}</span>
        </li>
      ))}
    </ul>
  );
}

function Grid({ scene }: { scene: Scene }) {
  const named = (one: Scene["columns"][number]) => ("title" in one ? say(one.title) : one.name);
  return (
    <div class="film-grid" style={{ "--columns": scene.columns.length } as never}>
      <span />
      {scene.columns.map((one) => (
        <span key={one.id} class="film-column">
          {named(one)}
        </span>
      ))}
      {scene.rows.map((row, line) => (
        <Row
          key={row?.id ?? "loose"}
          label={row ? say(row.short.fr ? row.short : row.label) : tFilm("loose")}
        >
          {scene.columns.map((one, at) => (
            <Bubble key={one.id} n={scene.cells[line]?.[at] ?? 0} most={scene.most} />
          ))}
        </Row>
      ))}
    </div>
  );
}

function Row({ label, children }: { label: string; children: preact.ComponentChildren }) {
  return (
    <>
      <span class="film-row">{label}</span>
      {children}
    </>
  );
}

/** Its area says how many; from a few on the number stands in it. */
function Bubble({ n, most }: { n: number; most: number }) {
  const size = n ? 22 + 78 * Math.sqrt(n / most) : 0;
  return (
    <span class="film-cell">
      {n > 0 && (
        <span class="film-bubble figures" style={{ width: `${size}%` }}>
          {n}
        </span>
      )}
    </span>
  );
}

const LATEST = 3;

function Latest({ film }: StageProps) {
  const { room } = useVisit();
  const stands = useStands();
  const kinds = room.one("format", "format").value?.kinds ?? [];
  const cards = film
    .latest(["card"], LATEST * 2)
    .flatMap((change) => film.one("card", change[2]) ?? [])
    .filter(stands)
    .slice(0, LATEST);
  return (
    <section class="film-latest">
      <p class="over-title">{tFilm("latest")}</p>
      <ul class="plain-list">
        {cards.map((card, at) => {
          const experience = film.one("experience", card.experience ?? "");
          const kind = kinds.find((one) => one.id === card.kind);
          return (
            <li key={card.id} class={at === 0 ? "first" : ""}>
              <p class="film-text">{card.text}</p>
              <p class="film-place">
                {[kind && `${kind.symbol} ${say(kind.label)}`, say(experience?.title)]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Statements({ scene }: { scene: Scene }) {
  const shown = [...scene.statements].sort((a: Statement, b: Statement) => b.at - a.at).slice(0, 4);
  if (shown.length === 0) return null;
  return (
    <section class="film-statements">
      <p class="over-title">{tFilm("statements")}</p>
      <ul class="plain-list">
        {shown.map((one) => (
          <li key={one.id} class={one.stance}>
            <span class="stance-sign">{STANCE_SIGNS[one.stance]}</span>
            <span>
              <span class="film-text">{one.text}</span>
              <span class="film-place">{tFilm("statement.rests", { n: one.sources.length })}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
