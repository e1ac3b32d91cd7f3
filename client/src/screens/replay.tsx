/** The day as a film: for the closing, steered onto the screen, and for those who were not there. */

import { useEffect, useState } from "preact/hooks";
import type { ScreenProps } from "../app";
import { Button, LinkButton } from "../parts/button";
import { Empty } from "../parts/chip";
import { Notice } from "../parts/notice";
import { Preferences } from "../parts/preferences";
import { type Steering, steeringToRef } from "../views/film";
import { useVisit } from "../visit";
import { say } from "../words";
import { tFilm } from "../words/replay";
import "../style/publication.css";
import "../style/replay.css";
import { useFilm } from "./replay/film";
import { Player } from "./replay/player";

/** The page of the film. */
export default function Replay({ code }: ScreenProps) {
  const visit = useVisit();
  const { room, line } = visit;
  const info = room.one("room", "room").value;
  const me = line.me.value;
  const facilitates = me?.seat === "facilitator";
  const { film, failed, reload } = useFilm();
  const [steering, setSteering] = useState(false);
  useEffect(() => {
    document.title = tFilm("title.of", { room: info?.title ?? code });
  });
  const steer = (to: Steering) => void visit.do("screen.show", { view: "replay", ref: steeringToRef(to) });
  return (
    <main id="content" class="film-page" tabIndex={-1}>
      <header class="publication-head">
        <div>
          <p class="soft">{info?.title}</p>
          <h1>{tFilm("title")}</h1>
        </div>
        <nav class="row" aria-label={tFilm("title")}>
          {facilitates && <LinkButton href={`/r/${code}/console`}>{tFilm("console")}</LinkButton>}
          {!facilitates && me?.participant && <LinkButton href={`/r/${code}`}>{tFilm("back")}</LinkButton>}
          <LinkButton href={`/r/${code}/publication`} icon="book">
            {tFilm("publication")}
          </LinkButton>
        </nav>
        <Preferences />
      </header>
      {info?.notice && <Notice text={say(info.notice)} />}
      <p class="soft">{tFilm("lead")}</p>
      {facilitates && !info?.closed && (
        <label class="film-steer">
          <input type="checkbox" checked={steering} onChange={() => setSteering(!steering)} />
          <span>
            <strong>{tFilm("screen.steer")}</strong>{" "}
            <span class="small soft">{tFilm("screen.steer.help")}</span>
          </span>
        </label>
      )}
      {failed && (
        <div class="stack-s" role="alert">
          <p>{tFilm("loading.failed")}</p>
          <div>
            <Button onClick={reload}>{tFilm("again")}</Button>
          </div>
        </div>
      )}
      {!film && !failed && <p role="status">{tFilm("loading")}</p>}
      {film && film.length === 0 && <Empty title={tFilm("empty")} />}
      {film && film.length > 0 && (
        <Player key={film.data.seq} film={film} onSteer={steering ? steer : undefined} />
      )}
    </main>
  );
}
