/** The page of whoever draws: boards first, with what runs now, and the same calls as everybody. */

import { useEffect } from "preact/hooks";
import type { ScreenProps } from "../app";
import { LinkButton } from "../parts/button";
import { Clock } from "../parts/clock";
import { EndWarning } from "../parts/endwarning";
import { LookHere } from "../parts/lookhere";
import { MessageBanner, MessageList } from "../parts/messages";
import { Preferences } from "../parts/preferences";
import { SaveLine } from "../parts/saveline";
import { Timers } from "../parts/timers";
import { useMine } from "../views/mine";
import { useVisit } from "../visit";
import { say } from "../words";
import { tBoards } from "../words/boards";
import { BoardDesk } from "./boards/desk";
import { RaiseHand } from "./participant/hand";
import "../style/attention.css";
import "../style/participant.css";

/** The page. */
export default function Graphic({ code }: ScreenProps) {
  const { room } = useVisit();
  const mine = useMine();
  const title = mine.room?.title ?? "";
  const step = room.one("step", mine.room?.step ?? "").value;
  useEffect(() => {
    document.title = tBoards("page.title", { room: title });
  });
  return (
    <div class="person">
      <header class="person-top">
        <div class="person-top-inside">
          <div class="person-step">
            <span class="person-room small soft">{title}</span>
            <span class="person-step-title">{step ? say(step.title) : tBoards("page.nothing")}</span>
          </div>
          {step && <Clock step={step} />}
          <SaveLine />
        </div>
      </header>
      <EndWarning />
      <Timers group={mine.group?.id ?? null} />
      <LookHere />
      <MessageBanner />
      <main id="content" class="person-main graphic-main stack-l" tabIndex={-1}>
        <div class="row spread">
          <h1>{tBoards("page.hello", { name: mine.person?.name ?? "" })}</h1>
          <Preferences />
        </div>
        <BoardDesk />
        {step?.instructions.fr && (
          <section class="stack-s">
            <h2>{tBoards("page.now")}</h2>
            <p>{say(step.instructions)}</p>
          </section>
        )}
        <section class="stack-s">
          <h2>{tBoards("page.read")}</h2>
          <div class="row">
            <LinkButton href={`/r/${code}/synthesis`} icon="merge">
              {tBoards("page.synthesis")}
            </LinkButton>
            <LinkButton href={`/r/${code}/publication`} icon="book">
              {tBoards("page.publication")}
            </LinkButton>
          </div>
        </section>
        <MessageList />
        <RaiseHand />
      </main>
    </div>
  );
}
