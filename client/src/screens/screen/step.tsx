/** What we are doing now: its title, its instruction, and the clock. */

import { Clock } from "../../parts/clock";
import { questionPages } from "../../views/pages";
import { hasBegun } from "../../views/projector";
import { byShare, isQuestion, sharesOf } from "../../views/questions";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { hour, say } from "../../words";
import { ts } from "../../words/screen";
import { Pager } from "./pager";
import { usePages, useScreenStep } from "./state";

/** The step in large; the room's questions beside it where it takes some. */
export function StepView() {
  const step = useScreenStep();
  return step ? <Running step={step} /> : <Between />;
}

function Running({ step }: { step: Step }) {
  const { room } = useVisit();
  const steps = new Set(step.activity === "briefing" ? [step.id] : []);
  const shares = sharesOf(room);
  const open = room.all("card").filter((card) => isQuestion(card, steps) && !card.answered);
  const asked = questionPages(byShare(open, shares), (card) => shares(card.id) > 0);
  const { page, turn } = usePages(asked.length);
  return (
    <div class={`step-view ${asked.length ? "with-questions" : ""}`}>
      <div class="step-words">
        <h1>{say(step.title)}</h1>
        <p class="step-instruction">{say(step.instructions)}</p>
        <div class="step-clock">
          <Clock key={step.id} step={step} large />
          {step.ends_at !== null && <p class="step-until">{ts("step.until", { at: hour(step.ends_at) })}</p>}
        </div>
      </div>
      {asked.length > 0 && (
        <section class="step-questions" aria-label={ts("cards.questions")}>
          <div class="row spread">
            <h2>{ts("cards.questions")}</h2>
            <Pager page={page} count={asked.length} turn={turn} />
          </div>
          <ul class="plain-list">
            {(asked[page] ?? []).map((card) => (
              <li key={card.id} class="wall-card">
                {card.text}
                {shares(card.id) > 0 && (
                  <p class="question-shared">{ts("question.shared", { n: shares(card.id) })}</p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Between() {
  const { room } = useVisit();
  const info = room.one("room", "room").value;
  const steps = room.all("step");
  const begun = hasBegun(info, steps);
  const over = info?.closed || (begun && steps.every((step) => step.off || step.status === "done"));
  return (
    <div class="step-view">
      <h1>{over ? ts("step.over") : begun ? ts("step.between") : ts("step.starts")}</h1>
    </div>
  );
}
