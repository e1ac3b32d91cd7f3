/** What we are doing now: its title, its instruction, and the clock. */

import { Clock } from "../../parts/clock";
import { hasBegun } from "../../views/projector";
import { byShare, isQuestion, sharesOf } from "../../views/questions";
import { useVisit } from "../../visit";
import { hour, say } from "../../words";
import { ts } from "../../words/screen";
import { useScreenStep } from "./state";

/** The step in large; the room's questions beside it where it takes some. */
export function StepView() {
  const { room } = useVisit();
  const step = useScreenStep();
  if (!step) return <Between />;
  const steps = new Set(step.activity === "briefing" ? [step.id] : []);
  const shares = sharesOf(room);
  const open = room.all("card").filter((card) => isQuestion(card, steps) && !card.answered);
  const asked = byShare(open, shares);
  return (
    <div class={`step-view ${asked.length ? "with-questions" : ""}`}>
      <div class="step-words">
        <h1>{say(step.title)}</h1>
        <p class="step-instruction">{say(step.instructions)}</p>
        <div class="step-clock">
          <Clock step={step} large />
          {step.ends_at !== null && <p class="step-until">{ts("step.until", { at: hour(step.ends_at) })}</p>}
        </div>
      </div>
      {asked.length > 0 && (
        <section class="step-questions" aria-label={ts("cards.questions")}>
          <h2>{ts("cards.questions")}</h2>
          <ul class="plain-list">
            {asked.slice(0, 6).map((card) => (
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
