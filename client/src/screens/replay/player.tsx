/** Playing the film: forwards by itself, to any moment by the slider, by steps; by touch and by keyboard. */

import { useEffect, useRef, useState } from "preact/hooks";
import { serverNow } from "../../clock";
import { Button } from "../../parts/button";
import { Icon } from "../../parts/icons";
import { type Film, LENGTH, sceneOf } from "../../views/film";
import { useVisit } from "../../visit";
import { dayAndTime, hour, say } from "../../words";
import { tFilm } from "../../words/replay";
import { useLies } from "./film";
import { Stage } from "./stage";

const SPEEDS = [0.5, 1, 2, 4];
/** Milliseconds between two pictures: enough for the eye, little for a phone. */
const BEAT = 80;
/** Where motion is not wanted, playing goes from step to step, and rests on each so many milliseconds. */
const REST = 4_000;

interface PlayerProps {
  film: Film;
  /** Told of each play, stop and jump, for what follows this player. */
  onSteer?:
    | ((steering: { playing: boolean; place: number; speed: number; since: number }) => void)
    | undefined;
}

/** The film with its controls. */
export function Player({ film, onSteer }: PlayerProps) {
  const [place, setPlace] = useState(film.length);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  film.seek(place);
  const steer = (next: { place?: number; playing?: boolean; speed?: number }) => {
    const now = { place, playing, speed, ...next };
    setPlace(now.place);
    setPlaying(now.playing);
    setSpeed(now.speed);
    onSteer?.({ ...now, place: now.place / Math.max(1, film.length), since: serverNow() });
  };
  useBeat(film, playing, speed, still, setPlace, () => steer({ playing: false, place: film.length }));
  const toggle = () => steer({ playing: !playing, place: place >= film.length && !playing ? 0 : place });
  useKeys(film, place, toggle, (to) => steer({ place: to }));
  return (
    <div class="film">
      <Stage film={film} place={place} />
      <div class="film-controls">
        <Button look="main" icon={playing ? "pause" : "play"} onClick={toggle}>
          {tFilm(playing ? "pause" : "play")}
        </Button>
        <Slider film={film} place={place} onPlace={(to) => steer({ place: to })} />
        <fieldset class="film-speeds">
          <legend class="unseen">{tFilm("speed")}</legend>
          {SPEEDS.map((one) => (
            <label key={one} class="film-speed">
              <input
                type="radio"
                name="film-speed"
                checked={speed === one}
                onChange={() => steer({ speed: one })}
              />
              <span class="figures">{tFilm("speed.of", { n: one })}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <Steps film={film} place={place} onPlace={(to) => steer({ place: to })} />
      <p class="small soft">{tFilm("keys")}</p>
    </div>
  );
}

/** Moves the film on while it plays. */
function useBeat(
  film: Film,
  playing: boolean,
  speed: number,
  still: boolean,
  setPlace: (next: (was: number) => number) => void,
  onEnd: () => void,
): void {
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    const beat = () => {
      const now = performance.now();
      const by = (film.length * speed * (now - last)) / (LENGTH * 1000);
      last = now;
      setPlace((was) => {
        const next = still ? nextMark(film, was) : was + by;
        if (next >= film.length) queueMicrotask(() => end.current());
        return Math.min(film.length, next);
      });
    };
    const timer = setInterval(beat, still ? REST / speed : BEAT);
    return () => clearInterval(timer);
  }, [film, playing, speed, still, setPlace]);
}

/** The places where steps begin, and the end. */
function marksOf(film: Film): number[] {
  return [...film.data.marks.map((mark) => mark.moment + 1), film.length];
}

function nextMark(film: Film, place: number): number {
  return marksOf(film).find((mark) => mark > place + 0.5) ?? film.length;
}

function lastMark(film: Film, place: number): number {
  return (
    marksOf(film)
      .filter((mark) => mark < place - 0.5)
      .at(-1) ?? 0
  );
}

function useKeys(film: Film, place: number, toggle: () => void, to: (place: number) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const on = event.target instanceof Element ? event.target : null;
      if (on?.closest("button, a, select, textarea, input:not([type=range]), dialog")) return;
      const jumps: { [key: string]: () => void } = {
        " ": toggle,
        PageDown: () => to(nextMark(film, place)),
        PageUp: () => to(lastMark(film, place)),
      };
      if (!on?.closest("input")) {
        jumps.ArrowRight = () => to(Math.min(film.length, place + film.length / 100));
        jumps.ArrowLeft = () => to(Math.max(0, place - film.length / 100));
        jumps.Home = () => to(0);
        jumps.End = () => to(film.length);
      }
      const jump = jumps[event.key];
      if (!jump || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      jump();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

/** Says an instant of a film by its hour, and with its day where the room was held on several. */
function whenIn(film: Film, at: number): string {
  return film.days > 1 ? dayAndTime(at) : hour(at);
}

function stepAt(film: Film, place: number): string | undefined {
  return film.data.marks.filter((mark) => mark.moment < place).at(-1)?.step;
}

function Slider({ film, place, onPlace }: { film: Film; place: number; onPlace: (to: number) => void }) {
  const { room } = useVisit();
  const lies = useLies();
  const scene = sceneOf(film, lies);
  const step = room.one("step", stepAt(film, place) ?? "").value;
  const words = tFilm("place.words", {
    time: whenIn(film, film.at),
    step: step ? say(step.title) : tFilm("place.before"),
    cards: tFilm("cards.n", { n: scene.cards }),
    statements: tFilm("statements.n", { n: scene.statements.length }),
  });
  return (
    <div class="film-slider">
      <p class="film-now">
        <strong class="figures">{whenIn(film, film.at)}</strong>
        <span>{step ? say(step.title) : tFilm("place.before")}</span>
      </p>
      <div class="film-track">
        <input
          type="range"
          min={0}
          max={film.length}
          step={1}
          value={Math.round(place)}
          aria-label={tFilm("place")}
          aria-valuetext={words}
          onInput={(event) => onPlace(Number(event.currentTarget.value))}
        />
        {film.data.marks.map((mark) => (
          <span
            key={`${mark.moment}-${mark.step}`}
            class="film-mark"
            style={{ left: `${(100 * (mark.moment + 1)) / Math.max(1, film.length)}%` }}
            aria-hidden="true"
          />
        ))}
      </div>
    </div>
  );
}

/** Each step that the day went through, one press away. */
function Steps({ film, place, onPlace }: { film: Film; place: number; onPlace: (to: number) => void }) {
  const { room } = useVisit();
  const current = film.data.marks.map((mark) => mark.moment < place).lastIndexOf(true);
  return (
    <details class="film-jumps">
      <summary>{tFilm("steps")}</summary>
      <ol class="film-steps plain-list">
        {film.data.marks.map((mark, at) => {
          const step = room.one("step", mark.step).value;
          if (!step) return null;
          return (
            <li key={`${mark.moment}-${mark.step}`}>
              <button
                type="button"
                aria-current={at === current ? "step" : undefined}
                onClick={() => onPlace(mark.moment + 1)}
              >
                <span class="figures">{whenIn(film, film.data.moments[mark.moment]?.[0] ?? 0)}</span>{" "}
                {say(step.title)}
              </button>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** The film where it stands by itself, as the screen shows it. */
export function Followed({ film, place }: { film: Film; place: number }) {
  const { room } = useVisit();
  film.seek(place * film.length);
  const step = room.one("step", stepAt(film, place * film.length) ?? "").value;
  return (
    <div class="film followed">
      <h1 class="film-now">
        <Icon name="play" />
        <strong class="figures">{whenIn(film, film.at)}</strong>
        <span>{step ? say(step.title) : tFilm("place.before")}</span>
      </h1>
      <div class="film-progress" aria-hidden="true">
        <span style={{ width: `${100 * place}%` }} />
      </div>
      <Stage film={film} place={place} />
    </div>
  );
}
