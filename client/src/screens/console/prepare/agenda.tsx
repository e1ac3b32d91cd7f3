/** The agenda as it is composed: order, lengths, what is in the day and what is not. */

import { useState } from "preact/hooks";
import { useAct } from "../../../parts/acting";
import { Button } from "../../../parts/button";
import { Chip, Empty } from "../../../parts/chip";
import { ComposedRow } from "../../../parts/composed";
import { DragArea } from "../../../parts/drag";
import { Menu, type MenuItem } from "../../../parts/menu";
import { afterAt, byOrder } from "../../../views/order";
import { useVisit } from "../../../visit";
import type { Step } from "../../../wire.gen";
import { say } from "../../../words";
import { tr } from "../../../words/prepare";
import { useRoomInfo } from "../state";
import { StepDialog, type Worked } from "./stepform";

function spanOf(minutes: number): string {
  const rest = minutes % 60;
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${String(rest).padStart(2, "0")}` : ""}`;
}

/** The agenda, to be put in order and changed. */
export function AgendaEditor() {
  const { room } = useVisit();
  const act = useAct();
  const info = useRoomInfo();
  const [worked, setWorked] = useState<Worked | null>(null);
  const steps = byOrder(room.all("step"));
  const order = steps.map((step) => step.id);
  const move = (step: string, to: number) => {
    const moved = steps.find((one) => one.id === step);
    if (!moved || order.indexOf(step) === to || to < 0 || to >= order.length) return;
    const said = tr("did.move", { step: say(moved.title), n: to + 1 });
    void act("step.move", { step, after: afterAt(order, step, to) }, said);
  };
  const total = steps.filter((step) => !step.off).reduce((sum, step) => sum + step.minutes, 0);
  return (
    <section class="stack">
      <div class="row spread">
        <div>
          <h2>{tr("agenda.title")}</h2>
          <p class="soft small">{tr("agenda.total", { hours: spanOf(total) })}</p>
        </div>
        {!info.closed && (
          // What is added while the day goes on is mostly for now: at the end, nothing would lead to it or back.
          <Button icon="add" onClick={() => setWorked({ after: info.step ?? order.at(-1) ?? null })}>
            {tr("agenda.add")}
          </Button>
        )}
      </div>
      {steps.length === 0 && <Empty title={tr("agenda.empty")}>{tr("agenda.empty.text")}</Empty>}
      {steps.length > 1 && !info.closed && <p class="soft small">{tr("agenda.help")}</p>}
      <DragArea off={info.closed} onDrop={(step, place) => move(step, order.indexOf(place))}>
        <ol class="composed plain-list">
          {steps.map((step, at) => (
            <ComposedStep
              key={step.id}
              step={step}
              at={at}
              last={at === steps.length - 1}
              onMove={(to) => move(step.id, to)}
              onWork={setWorked}
            />
          ))}
        </ol>
      </DragArea>
      <StepDialog worked={worked} onClose={() => setWorked(null)} />
    </section>
  );
}

interface ComposedStepProps {
  step: Step;
  at: number;
  last: boolean;
  onMove: (to: number) => void;
  onWork: (worked: Worked) => void;
}

function ComposedStep({ step, at, last, onMove, onWork }: ComposedStepProps) {
  const info = useRoomInfo();
  const name = say(step.title);
  const running = info.step === step.id;
  return (
    <ComposedRow
      id={step.id}
      at={at}
      last={last}
      title={name}
      before={<span class="composed-number figures">{at + 1}</span>}
      marks={
        <>
          <span>
            {step.minutes} min · {tr(`activity.${step.activity}`)}
          </span>
          {step.off && <Chip>{tr("agenda.is.off")}</Chip>}
          {running && <Chip tone="accent">{tr("agenda.is.running")}</Chip>}
          {!running && step.status === "done" && <Chip tone="good">{tr("agenda.is.done")}</Chip>}
        </>
      }
      look={step.off ? "off" : ""}
      up={tr("agenda.up", { step: name })}
      down={tr("agenda.down", { step: name })}
      menu={<StepMenu step={step} running={running} onWork={onWork} />}
      onMove={onMove}
      fixed={info.closed}
    />
  );
}

interface StepMenuProps {
  step: Step;
  running: boolean;
  onWork: (worked: Worked) => void;
}

function StepMenu({ step, running, onWork }: StepMenuProps) {
  const act = useAct();
  const name = say(step.title);
  const items: MenuItem[] = [
    { label: tr("agenda.edit"), icon: "edit", onPick: () => onWork({ step }) },
    { label: tr("agenda.after"), icon: "add", onPick: () => onWork({ after: step.id }) },
  ];
  if (!running) {
    const said = tr(step.off ? "did.on" : "did.off", { step: name });
    items.push({
      label: step.off ? tr("agenda.on") : tr("agenda.off"),
      icon: step.off ? "add" : "hidden",
      onPick: () => void act("step.edit", { step: step.id, off: !step.off }, said),
    });
  }
  if (!running && step.started_at === null)
    items.push({
      label: tr("agenda.remove"),
      icon: "close",
      danger: true,
      onPick: () => void act("step.remove", { step: step.id }, tr("did.remove", { step: name })),
    });
  return <Menu label={tr("agenda.actions", { step: name })} items={items} />;
}
