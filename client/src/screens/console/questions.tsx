/** What the room asks: those that most people share first; answered, or put on the screen, with one press. */

import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { CardSlip, Chip, Empty } from "../../parts/chip";
import { goOnFrom } from "../../parts/menu";
import { askingSteps, byShare, isQuestion, sharesOf } from "../../views/questions";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { moment } from "../../words";
import { tc } from "../../words/console";
import { tp } from "../../words/participant";
import { useRoomInfo } from "./state";

/** The questions of the room. */
export function Questions() {
  const { room } = useVisit();
  const steps = askingSteps(room);
  const shares = sharesOf(room);
  const all = byShare(
    room.all("card").filter((card) => isQuestion(card, steps)),
    shares,
  );
  const open = all.filter((card) => !card.answered);
  const answered = all.filter((card) => card.answered);
  return (
    <div class="stack">
      <h2>{tc("questions.title")}</h2>
      {all.length === 0 && <Empty title={tc("questions.none")}>{tc("questions.none.text")}</Empty>}
      <ul class="plain-list stack-s">
        {open.map((card) => (
          <Question key={card.id} card={card} n={shares(card.id)} />
        ))}
      </ul>
      {answered.length > 0 && (
        <details class="folded">
          <summary>{tc("questions.answered", { n: answered.length })}</summary>
          <ul class="plain-list stack-s">
            {answered.map((card) => (
              <Question key={card.id} card={card} n={shares(card.id)} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Question({ card, n }: { card: Card; n: number }) {
  const { room } = useVisit();
  const act = useAct();
  const { closed } = useRoomInfo();
  const shown = room.one("screen", "screen").value;
  const onScreen = shown?.view === "question" && shown.ref === card.id && !shown.blank;
  const author = card.author ? room.one("participant", card.author).value?.name : undefined;
  const put = () => void act("screen.show", { view: "question", ref: card.id }, tc("questions.did.screen"));
  const answer = () => {
    const button = document.activeElement?.closest<HTMLElement>(".question-acts > :first-child");
    if (button) goOnFrom(button, ".question-acts > :first-child");
    void act(
      "card.answer",
      { card: card.id, on: !card.answered },
      card.answered ? undefined : tc("questions.did"),
    );
  };
  return (
    <li>
      <CardSlip
        state={card.answered ? "faded" : undefined}
        below={
          <>
            <span>{[author, moment(card.at)].filter(Boolean).join(" · ")}</span>
            {n > 0 && <Chip tone="accent">{tp("briefing.shared", { n })}</Chip>}
          </>
        }
      >
        <p class="question-text">{card.text}</p>
        {!closed && (
          <div class="row question-acts">
            <Button icon="check" onClick={answer}>
              {tc(card.answered ? "questions.reopen" : "questions.answer")}
            </Button>
            <Button icon="screen" disabled={onScreen} onClick={put}>
              {tc("questions.screen")}
            </Button>
          </div>
        )}
      </CardSlip>
    </li>
  );
}
