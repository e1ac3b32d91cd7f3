/** The synthesis on its own page: for the facilitator at work, and for everybody who wants to look. */

import type { ScreenProps } from "../app";
import { LinkButton } from "../parts/button";
import { Notice } from "../parts/notice";
import { Preferences } from "../parts/preferences";
import { SaveLine } from "../parts/saveline";
import { useVisit } from "../visit";
import { say } from "../words";
import { tBoard } from "../words/synthesis";
import { Board } from "./synthesis/board";
import { Rights } from "./synthesis/rights";

/** The page of the synthesis board. */
export default function Synthesis({ code }: ScreenProps) {
  const { room, line } = useVisit();
  const info = room.one("room", "room").value;
  const me = line.me.value;
  const facilitates = me?.seat === "facilitator";
  return (
    <main id="content" class="synthesis-page" tabIndex={-1}>
      <header class="synthesis-head">
        <div>
          <p class="small soft">{info?.title}</p>
          <h1>{tBoard("title")}</h1>
        </div>
        <nav class="row" aria-label={tBoard("title.of", { title: info?.title })}>
          {facilitates && <LinkButton href={`/r/${code}/console`}>{tBoard("console")}</LinkButton>}
          {!facilitates && me?.participant && <LinkButton href={`/r/${code}`}>{tBoard("back")}</LinkButton>}
          <LinkButton href={`/r/${code}/publication`} icon="book">
            {tBoard("publication")}
          </LinkButton>
        </nav>
        <Preferences />
        <SaveLine />
      </header>
      {info?.notice && <Notice text={say(info.notice)} />}
      <Rights />
      <Board />
    </main>
  );
}
