/** What is going on now, with the clock and what acts on it. */

import { second } from "../../clock";
import { useAct } from "../../parts/acting";
import { Button, IconButton } from "../../parts/button";
import { Clock } from "../../parts/clock";
import { isAside, nextStep } from "../../views/agenda";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { hour, say } from "../../words";
import { tc } from "../../words/console";
import { BlankScreen } from "./blankscreen";
import { TakeBreak } from "./break";
import { useCurrentStep, useRoomInfo } from "./state";
import { NewTimer } from "./timers";

/** The running step, or what could begin. */
export function Now() {
  const { room } = useVisit();
  const info = useRoomInfo();
  const step = useCurrentStep();
  const steps = room.all("step");
  const next = nextStep(steps, info.step);
  const begun = steps.some((one) => one.status !== "todo");
  return (
    <section class={`console-now ${step ? step.status : "idle"}`} aria-label={tc("agenda.now")}>
      {step ? (
        <Running step={step} />
      ) : (
        <div class="now-words">
          <p class="now-title">{tc("agenda.none")}</p>
          <p class="soft">
            {!begun ? tc("agenda.none.first") : next === null ? tc("agenda.none.last") : null}
          </p>
        </div>
      )}
      {!info.closed && (
        <div class="now-acts row">
          {step && <Acts step={step} />}
          {begun && <TakeBreak />}
          <NewTimer alone={!step} />
          <BlankScreen />
        </div>
      )}
      {next && !info.closed && <StartNext step={next} first={!step} />}
    </section>
  );
}

function StartNext({ step, first }: { step: Step; first: boolean }) {
  const act = useAct();
  const info = useRoomInfo();
  const name = say(step.title);
  const aside = isAside(step, info.step);
  const words = aside
    ? tc("agenda.goon", { step: name })
    : first
      ? tc("agenda.start.this", { step: name })
      : tc("agenda.next", { step: name });
  return (
    <Button
      look="main"
      icon="play"
      class="now-next"
      onClick={(event) => {
        // A double click would begin two steps: under its second press the button has become the next one's.
        if (event.detail > 1) return;
        void act("step.start", { step: step.id, running: info.step ?? "" }, tc("did.start", { step: name }));
      }}
    >
      {words}
    </Button>
  );
}

function Running({ step }: { step: Step }) {
  return (
    <>
      <div class="now-words">
        <p class="now-title">{say(step.title)}</p>
        <p class="soft small">
          {tc(`activity.${step.activity}`)} · {tc("agenda.minutes", { n: step.minutes })}
          {step.ends_at !== null && step.ends_at > second.value && (
            <> · {tc("agenda.ends", { at: hour(step.ends_at) })}</>
          )}
        </p>
      </div>
      <Clock key={step.id} step={step} />
    </>
  );
}

/** What acts on the clock of the running step. */
function Acts({ step }: { step: Step }) {
  const act = useAct();
  const paused = step.status === "paused";
  return (
    <>
      <IconButton
        icon={paused ? "play" : "pause"}
        class="framed"
        label={paused ? tc("agenda.resume") : tc("agenda.pause")}
        onClick={() =>
          void act(
            paused ? "step.resume" : "step.pause",
            { running: step.id },
            tc(paused ? "did.resume" : "did.pause"),
          )
        }
      />
      <Minutes of={step} by={-5} />
      <Minutes of={step} by={-1} />
      <Minutes of={step} by={1} />
      <Minutes of={step} by={5} />
      <Button
        icon="check"
        class="finish"
        onClick={() => void act("step.finish", { running: step.id }, tc("did.finish"))}
      >
        {tc("agenda.finish")}
      </Button>
    </>
  );
}

function Minutes({ of, by }: { of: Step; by: number }) {
  const act = useAct();
  const n = Math.abs(by);
  const more = by > 0;
  const label = more ? tc("agenda.more", { n }) : tc("agenda.less", { n });
  return (
    <button
      type="button"
      class="button minutes figures"
      aria-label={label}
      title={label}
      onClick={() =>
        void act(
          "step.extend",
          { seconds: by * 60, running: of.id },
          more ? tc("did.more", { n }) : tc("did.less", { n }),
        )
      }
    >
      {more ? "+" : "−"}
      {n}
    </button>
  );
}
