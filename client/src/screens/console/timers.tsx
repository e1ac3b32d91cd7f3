/** Timers on the facilitator's desk: made, lengthened and taken away. */

import { useState } from "preact/hooks";
import { second } from "../../clock";
import { newId } from "../../ids";
import { useAct } from "../../parts/acting";
import { Button, IconButton } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Field, Select } from "../../parts/field";
import { TimerFace } from "../../parts/timers";
import { useVisit } from "../../visit";
import type { Timer } from "../../wire.gen";
import { tDesk } from "../../words/attention.console";
import { useRoomInfo, useTables } from "./state";

/** The button for one more timer; with its word where it stands alone. */
export function NewTimer({ alone }: { alone: boolean }) {
  const [making, setMaking] = useState(false);
  const label = tDesk("timers.make");
  const make = () => setMaking(true);
  return (
    <>
      {alone ? (
        <Button icon="waiting" onClick={make}>
          {label}
        </Button>
      ) : (
        <IconButton icon="waiting" class="framed" label={label} onClick={make} />
      )}
      <MakeTimer open={making} onClose={() => setMaking(false)} />
    </>
  );
}

/** The timers that run. */
export function DeskTimers() {
  const { room } = useVisit();
  const closed = useRoomInfo().closed;
  const timers = room.all("timer").sort((a, b) => a.ends_at - b.ends_at);
  if (timers.length === 0) return null;
  return (
    <div class="desk-timers row">
      {timers.map((timer) => (
        <DeskTimer key={timer.id} timer={timer} closed={closed} />
      ))}
    </div>
  );
}

function DeskTimer({ timer, closed }: { timer: Timer; closed: boolean }) {
  const act = useAct();
  const table = useTables().find((one) => one.id === timer.group)?.name;
  const label = [timer.label, table].filter(Boolean).join(" · ") || tDesk("timers.make");
  const more = () => {
    const seconds = Math.max(0, Math.round((timer.ends_at - second.peek()) / 1000)) + 60;
    void act("timer.set", { timer: timer.id, seconds, label: timer.label, group: timer.group });
  };
  return (
    <div class="desk-timer">
      <TimerFace timer={{ ...timer, label }} />
      {!closed && (
        <>
          <IconButton icon="add" label={tDesk("timers.more", { label })} onClick={more} />
          <IconButton
            icon="close"
            label={tDesk("timers.drop", { label })}
            onClick={() => void act("timer.drop", { timer: timer.id }, tDesk("timers.dropped"))}
          />
        </>
      )}
    </div>
  );
}

function MakeTimer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const act = useAct();
  const tables = useTables();
  const [label, setLabel] = useState("");
  const [typed, setTyped] = useState("5");
  const [group, setGroup] = useState("");
  const minutes = Number(typed);
  const fits = minutes > 0 && minutes <= 360;
  const start = async (event: Event) => {
    event.preventDefault();
    const seconds = Math.round(minutes * 60);
    const args = { timer: newId(), seconds, label: label.trim(), group: group || null };
    if (!(await act("timer.set", args, tDesk("timers.did")))) return;
    setLabel("");
    onClose();
  };
  return (
    <Dialog open={open} title={tDesk("timers.title")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void start(event)}>
        <Field label={tDesk("timers.minutes")} type="number" value={typed} onText={setTyped} />
        <Field label={tDesk("timers.label")} optional value={label} onText={setLabel} maxLength={60} />
        <Select label={tDesk("timers.for")} value={group} onText={setGroup}>
          <option value="">{tDesk("timers.all")}</option>
          {tables.map((table) => (
            <option key={table.id} value={table.id}>
              {table.name}
            </option>
          ))}
        </Select>
        <div class="row end">
          <Button type="submit" look="main" disabled={!fits}>
            {tDesk("timers.go")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
