/** The agenda as a rail: every step with its hour, its state, and what can be done with it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { second } from "../../clock";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Field } from "../../parts/field";
import { Icon } from "../../parts/icons";
import { Menu, type MenuItem } from "../../parts/menu";
import { forecast, type Planned } from "../../views/agenda";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { hour, say } from "../../words";
import { tc } from "../../words/console";
import { useRoomInfo } from "./state";

/** The steps of the day. */
export function Rail() {
  const { room } = useVisit();
  const info = useRoomInfo();
  const [measured, setMeasured] = useState<Step | null>(null);
  const minute = Math.floor(second.value / 60_000) * 60_000;
  const planned = forecast(room.all("step"), info.step, minute);
  return (
    <>
      <h2 class="unseen">{tc("agenda.title")}</h2>
      <ol class="rail plain-list">
        {planned.map((one) => (
          <RailStep
            key={one.step.id}
            planned={one}
            current={one.step.id === info.step}
            onMeasure={() => setMeasured(one.step)}
          />
        ))}
      </ol>
      <LengthDialog step={measured} onClose={() => setMeasured(null)} />
    </>
  );
}

interface RailStepProps {
  planned: Planned;
  current: boolean;
  onMeasure: () => void;
}

function stateOf(step: Step, current: boolean): "off" | "paused" | "running" | "done" | "todo" {
  if (step.off) return "off";
  if (current) return step.status === "paused" ? "paused" : "running";
  return step.status;
}

function RailStep({ planned: { step, begins }, current, onMeasure }: RailStepProps) {
  const closed = useRoomInfo().closed;
  const state = stateOf(step, current);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current && item.current) bringIntoSight(item.current);
  }, [current]);
  return (
    <li
      ref={item}
      class={`rail-step ${state} ${current ? "current" : ""}`}
      aria-current={current ? "step" : undefined}
    >
      <span class="rail-hour figures">{begins === null ? "" : hour(begins)}</span>
      <span class="rail-mark" aria-hidden="true">
        {step.status === "done" && !current && <Icon name="check" size={14} />}
      </span>
      <div class="rail-words">
        <p class="rail-title">{say(step.title)}</p>
        <p class="small soft">
          {tc("agenda.minutes", { n: step.minutes })} · {tc(`activity.${step.activity}`)}
          <span class={["todo", "done"].includes(state) ? "unseen" : ""}>
            {" · "}
            {tc(`state.${current && state === "paused" ? "running" : state}`)}
          </span>
        </p>
      </div>
      {!closed && <StepActions step={step} current={current} onMeasure={onMeasure} />}
    </li>
  );
}

/** Scrolls the rail, and never the page, so that the current step and the one before it are seen. */
function bringIntoSight(item: HTMLElement): void {
  const rail = item.closest(".console-rail");
  if (rail) rail.scrollTop = item.offsetTop - 96;
}

function StepActions({ step, current, onMeasure }: { step: Step; current: boolean; onMeasure: () => void }) {
  const act = useAct();
  const running = useRoomInfo().step ?? "";
  const name = say(step.title);
  const items: MenuItem[] = [];
  if (!current && !step.off) {
    const again = step.status === "done";
    items.push({
      label: again ? tc("agenda.reopen") : tc("agenda.start"),
      icon: again ? "undo" : "play",
      onPick: () =>
        void act(
          again ? "step.reopen" : "step.start",
          { step: step.id, running },
          tc(again ? "did.reopen" : "did.start", { step: name }),
        ),
    });
  }
  items.push({ label: tc("agenda.length"), icon: "clock", onPick: onMeasure });
  if (!current)
    items.push({
      label: step.off ? tc("agenda.on") : tc("agenda.off"),
      icon: step.off ? "add" : "hidden",
      onPick: () =>
        void act(
          "step.edit",
          { step: step.id, off: !step.off },
          tc(step.off ? "did.on" : "did.off", { step: name }),
        ),
    });
  return <Menu label={tc("agenda.actions", { step: name })} items={items} />;
}

function LengthDialog({ step, onClose }: { step: Step | null; onClose: () => void }) {
  const act = useAct();
  const [typed, setTyped] = useState("");
  const minutes = Number(typed || step?.minutes);
  const save = async (event: Event) => {
    event.preventDefault();
    if (!step) return;
    if (await act("step.edit", { step: step.id, minutes }, tc("did.length"))) {
      setTyped("");
      onClose();
    }
  };
  return (
    <Dialog
      open={step !== null}
      title={tc("agenda.length.title", { step: say(step?.title) })}
      onClose={() => {
        setTyped("");
        onClose();
      }}
    >
      <form class="stack" onSubmit={(event) => void save(event)}>
        <Field
          label={tc("agenda.length.label")}
          help={tc("agenda.length.help")}
          type="number"
          value={typed || String(step?.minutes ?? "")}
          onText={setTyped}
        />
        <div class="row end">
          <Button
            type="submit"
            look="main"
            disabled={!Number.isInteger(minutes) || minutes < 1 || minutes > 600}
          >
            {tc("agenda.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
