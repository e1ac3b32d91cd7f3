/** One moment of the film: the grid that fills, what was just written, the synthesis that takes shape. */

import "../../style/replay.css";
import { type Film, type Scene, sceneOf } from "../../views/film";
import { useVisit } from "../../visit";
import type { Card, Statement } from "../../wire.gen";
import { hour, say } from "../../words";
import { tFilm } from "../../words/replay";
import { STANCE_SIGNS } from "../screen/synthesis";
import { useLies } from "./film";

interface StageProps {
  film: Film;
  /** Redrawn when this changes: the film itself is moved in place. */
  place: number;
}

/** The picture of the moment at which the film stands. */
export function Stage({ film, place }: StageProps) {
  const lies = useLies();
  const scene = sceneOf(film, lies);
  return (
    <>
      <Told film={film} scene={scene} />
      <div class="film-stage" aria-hidden="true">
        <Counters scene={scene} />
        <Grid scene={scene} />
        <Latest film={film} place={place} />
        <Statements scene={scene} />
      </div>
    </>
  );
}

/** The same moment in words, for who hears it: read where one goes to it, never spoken over the player. */
function Told({ film, scene }: { film: Film; scene: Scene }) {
  const cards = useLatest(film);
  const statements = latestOf(scene);
  const written = scene.columns
    .map((one, at) => ({ name: named(one), n: scene.cells.reduce((sum, line) => sum + (line[at] ?? 0), 0) }))
    .filter(({ n }) => n > 0);
  return (
    <section class="unseen" aria-label={tFilm("told", { time: hour(film.at) })}>
      <h2>{tFilm("told", { time: hour(film.at) })}</h2>
      <p>{countsOf(scene).join(", ")}.</p>
      {written.length > 0 && (
        <ul aria-label={tFilm("told.columns")}>
          {written.map(({ name, n }) => (
            <li key={name}>{tFilm("told.column", { name, cards: tFilm("cards.n", { n }) })}</li>
          ))}
        </ul>
      )}
      {cards.length > 0 && <h3>{tFilm("latest")}</h3>}
      <ul>
        {cards.map(({ card, place }) => (
          <li key={card.id}>{place ? tFilm("told.card", { place, text: card.text }) : card.text}</li>
        ))}
      </ul>
      {statements.length > 0 && <h3>{tFilm("statements")}</h3>}
      <ul>
        {statements.map((one) => (
          <li key={one.id}>
            {one.text} ({groundOf(one)})
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many cards stand for a statement and against it, as on the board. */
function groundOf({ sources }: Statement): string {
  const against = sources.filter((source) => source.how === "contradicts").length;
  const rests = tFilm("statement.rests", { n: sources.length - against });
  return against > 0 ? `${rests} · ${tFilm("statement.against", { n: against })}` : rests;
}

const countsOf = (scene: Scene): string[] => [
  tFilm("cards.n", { n: scene.cards }),
  tFilm("statements.n", { n: scene.statements.length }),
  tFilm("proposals.n", { n: scene.proposals }),
  tFilm("commitments.n", { n: scene.commitments }),
];

const named = (one: Scene["columns"][number]) => ("title" in one ? say(one.title) : one.name);

function Counters({ scene }: { scene: Scene }) {
  const counts = countsOf(scene);
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

/** Gives the last cards that were written, each with its kind and its experience. */
function useLatest(film: Film): { card: Card; place: string }[] {
  const { room } = useVisit();
  const lies = useLies();
  const kinds = room.one("format", "format").value?.kinds ?? [];
  return film
    .latest(["card"], LATEST * 2)
    .flatMap((change) => film.one("card", change[2]) ?? [])
    .filter(lies)
    .slice(0, LATEST)
    .map((card) => {
      const kind = kinds.find((one) => one.id === card.kind);
      const experience = film.one("experience", card.experience ?? "");
      const place = [kind && `${kind.symbol} ${say(kind.label)}`, say(experience?.title)];
      return { card, place: place.filter(Boolean).join(" · ") };
    });
}

function Latest({ film }: StageProps) {
  const cards = useLatest(film);
  return (
    <section class="film-latest">
      <p class="over-title">{tFilm("latest")}</p>
      <ul class="plain-list">
        {cards.map(({ card, place }, at) => (
          <li key={card.id} class={at === 0 ? "first" : ""}>
            <p class="film-text">{card.text}</p>
            <p class="film-place">{place}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const latestOf = (scene: Scene): Statement[] => [...scene.statements].sort((a, b) => b.at - a.at).slice(0, 4);

function Statements({ scene }: { scene: Scene }) {
  const shown = latestOf(scene);
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
              <span class="film-place">{groundOf(one)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
