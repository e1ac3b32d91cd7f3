/** What holds for the whole room: its name, who sees what, closing it, and its export. */

import { useEffect, useState } from "preact/hooks";
import { changed } from "../../changed";
import { useAct } from "../../parts/acting";
import { Button, LinkButton } from "../../parts/button";
import { Confirm } from "../../parts/dialog";
import { Field, Select } from "../../parts/field";
import { useVisit } from "../../visit";
import type { RoomInfo } from "../../wire.gen";
import { say } from "../../words";
import { tc } from "../../words/console";
import { useRoomInfo } from "./state";

/** The settings of the room. */
export function RoomPanel() {
  const { code } = useVisit();
  const info = useRoomInfo();
  return (
    <div class="stack room-panel">
      <h2>{tc("room.title")}</h2>
      {!info.closed && <Named info={info} />}
      {!info.closed && <Sight info={info} />}
      <section class="sheet stack-s">
        <h3>{tc("room.export")}</h3>
        <p class="soft">{tc("room.export.text")}</p>
        <div class="row">
          <LinkButton href={`/r/${code}/publication`} icon="download">
            {tc("room.export.go")}
          </LinkButton>
          <LinkButton href={`/r/${code}/synthesis`} icon="merge">
            {tc("room.synthesis.go")}
          </LinkButton>
        </div>
      </section>
      <Closing closed={info.closed} />
    </div>
  );
}

function Named({ info }: { info: RoomInfo }) {
  const act = useAct();
  const [title, setTitle] = useState(info.title);
  const [date, setDate] = useState(info.date);
  const [place, setPlace] = useState(info.place);
  // What somebody else changes comes in field by field: it takes nothing of what is typed in another.
  useEffect(() => setTitle(info.title), [info.title]);
  useEffect(() => setDate(info.date), [info.date]);
  useEffect(() => setPlace(info.place), [info.place]);
  const fields = changed<Partial<RoomInfo>>(info, { title, date, place });
  return (
    <form
      class="sheet stack"
      onSubmit={(event) => {
        event.preventDefault();
        void act("room.edit", { ...fields }, tc("did.room"));
      }}
    >
      <Field label={tc("room.name")} value={title} onText={setTitle} />
      <div class="two-fields">
        <Field label={tc("room.date")} type="date" value={date} onText={setDate} />
        <Field label={tc("room.place")} value={place} onText={setPlace} />
      </div>
      <div>
        <Button type="submit" disabled={Object.keys(fields).length === 0 || !title.trim()}>
          {tc("room.save")}
        </Button>
      </div>
    </form>
  );
}

const REVEALS = ["always", "step", "never"] as const;

function Sight({ info }: { info: RoomInfo }) {
  const act = useAct();
  const rounds = useVisit().room.one("format", "format").value?.rounds ?? [];
  const set = (args: { [name: string]: string | boolean }) => void act("room.set", args, tc("did.room"));
  return (
    <section class="sheet stack">
      <Switch
        label={tc("room.anonymous")}
        help={tc("room.anonymous.help")}
        on={info.anonymous}
        onToggle={(anonymous) => set({ anonymous })}
      />
      <Switch
        label={tc("room.synthesis")}
        help={tc("room.synthesis.help")}
        on={info.synthesis_open}
        onToggle={(open) => set({ synthesis_open: open })}
      />
      <div class="two-fields">
        <Select label={tc("room.reveal")} value={info.reveal} onText={(reveal) => set({ reveal })}>
          {REVEALS.map((one) => (
            <option key={one} value={one}>
              {tc(`room.reveal.${one}`)}
            </option>
          ))}
        </Select>
        {rounds.length > 1 && (
          <Select
            label={tc("room.round")}
            value={info.round}
            onText={(round) => void act("round.start", { round }, tc("did.room"))}
          >
            {rounds.map((round) => (
              <option key={round.id} value={round.id}>
                {say(round.title)}
              </option>
            ))}
          </Select>
        )}
      </div>
      {info.reveal === "step" && (
        <div>
          <Button icon={info.revealed ? "hidden" : "eye"} onClick={() => set({ revealed: !info.revealed })}>
            {info.revealed ? tc("room.reveal.hide") : tc("room.reveal.now")}
          </Button>
        </div>
      )}
    </section>
  );
}

interface SwitchProps {
  label: string;
  help: string;
  on: boolean;
  onToggle: (on: boolean) => void;
}

function Switch({ label, help, on, onToggle }: SwitchProps) {
  return (
    <label class="switch">
      <input type="checkbox" checked={on} onChange={() => onToggle(!on)} />
      <span>
        <span class="switch-label">{label}</span>
        <span class="small soft">{help}</span>
      </span>
    </label>
  );
}

function Closing({ closed }: { closed: boolean }) {
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    void act("room.close", {}, tc("did.close"));
  };
  if (closed)
    return (
      <div>
        <Button look="main" icon="undo" onClick={() => void act("room.reopen", {}, tc("did.open"))}>
          {tc("room.open")}
        </Button>
      </div>
    );
  return (
    <div>
      <Button look="danger" icon="close" onClick={() => setAsking(true)}>
        {tc("room.close")}
      </Button>
      <Confirm
        open={asking}
        title={tc("room.close.title")}
        text={tc("room.close.text")}
        action={tc("room.close")}
        danger
        onYes={close}
        onNo={() => setAsking(false)}
      />
    </div>
  );
}
