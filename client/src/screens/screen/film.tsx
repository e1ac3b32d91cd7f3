/** The film of the day in large; the facilitator's page says where it stands. */

import { useEffect, useState } from "preact/hooks";
import { serverNow } from "../../clock";
import { placeNow, steeringOf } from "../../views/film";
import { tFilm } from "../../words/replay";
import { useFilm } from "../replay/film";
import { Followed } from "../replay/player";
import { Blank } from "./blank";
import type { ViewProps } from "./state";

const BEAT = 100;
const REST = 4_000;

/** Follows what the console says. */
export function FilmView({ reference }: ViewProps) {
  const { film, failed } = useFilm();
  const steering = steeringOf(reference);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (!steering.playing) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setInterval(() => redraw((n) => n + 1), still ? REST : BEAT);
    return () => clearInterval(timer);
  }, [reference]);
  if (failed) return <Blank alone text={tFilm("loading.failed")} />;
  if (!film) return <Blank alone text={tFilm("loading")} />;
  return <Followed film={film} place={placeNow(steering, serverNow())} />;
}
