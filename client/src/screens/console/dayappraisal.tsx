/** The appraisal of the day: read here by facilitators, and published in the annex where they want. */

import { useAct } from "../../parts/acting";
import { barsOf, linesOf, type Prompt, promptsOf } from "../../views/answers";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { say } from "../../words";
import { tv } from "../../words/votes";
import { useRoomInfo } from "./state";

/** Each question of the appraisal with what was answered; nothing where a day asks for none. */
export function DayAppraisal() {
  const { room } = useVisit();
  const act = useAct();
  const info = useRoomInfo();
  const asked = byOrder(room.all("step"))
    .filter((step) => !step.off)
    .flatMap((step) =>
      promptsOf(step)
        .filter((prompt) => prompt.appraisal)
        .map((prompt) => ({ step, prompt })),
    );
  if (asked.length === 0) return null;
  return (
    <section class="stack">
      <h2>{tv("day.title")}</h2>
      <p class="soft">{tv("day.lead")}</p>
      <label class="switch">
        <input
          type="checkbox"
          checked={info.appraisal}
          disabled={info.closed}
          onChange={() => void act("room.set", { appraisal: !info.appraisal }, tv("did.day"))}
        />
        <span>
          <span class="switch-label">{tv("day.publish")}</span>
        </span>
      </label>
      {asked.map(({ step, prompt }) => (
        <Question key={`${step.id}-${prompt.id}`} step={step} prompt={prompt} />
      ))}
    </section>
  );
}

function Question({ step, prompt }: { step: Step; prompt: Prompt }) {
  const { room } = useVisit();
  const answers = room.all("answer").filter((one) => one.step === step.id && one.prompt === prompt.id);
  const tally = room.one("tally", `${step.id}:${prompt.id}`).value;
  const bars = barsOf(prompt, tally);
  const n = tally?.count ?? answers.length;
  const lines = linesOf(answers, step.id, prompt.id);
  return (
    <section class="stack-s">
      <h3>{say(prompt.ask)}</h3>
      <p class="small soft figures">{n ? tv("day.answers", { n }) : tv("day.none")}</p>
      {bars.length > 0 && (
        <ul class="plain-list day-bars">
          {bars.map((bar) => (
            <li key={bar.id}>
              <span>{say(bar.label)}</span>
              <span class="turnout-line" aria-hidden="true">
                <span class="turnout-fill" style={{ width: `${100 * bar.length}%` }} />
              </span>
              <strong class="figures">{bar.n}</strong>
            </li>
          ))}
        </ul>
      )}
      <ul class="plain-list vote-results">
        {lines.map((line) => (
          <li key={line.id}>{line.text}</li>
        ))}
      </ul>
    </section>
  );
}
