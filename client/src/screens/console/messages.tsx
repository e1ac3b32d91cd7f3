/** A word to the whole room or to a table, and what was said before. */

import { newId } from "../../ids";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { useDraft, useSentDraft } from "../../parts/draft";
import { Select, TextArea } from "../../parts/field";
import { attending, byName, namesApart } from "../../views/seating";
import { useVisit } from "../../visit";
import type { Participant } from "../../wire.gen";
import { moment } from "../../words";
import { tc } from "../../words/console";
import { useRoomInfo, useTables } from "./state";

/** Writing and reading the messages of the day. */
export function Messages() {
  const { room } = useVisit();
  const closed = useRoomInfo().closed;
  const tables = useTables();
  const people = room.all("participant");
  const sent = [...room.all("message")].sort((a, b) => b.at - a.at);
  const names = namesApart(people, tables);
  const nameOf = (to: string) =>
    to === "all" ? tc("messages.all") : (tables.find((one) => one.id === to)?.name ?? names.get(to) ?? to);
  return (
    <div class="stack">
      <h2>{tc("messages.title")}</h2>
      {!closed && <Send />}
      <h3>{tc("messages.sent")}</h3>
      {sent.length === 0 && <p class="soft">{tc("messages.none")}</p>}
      <ul class="plain-list stack-s">
        {sent.map((message) => (
          <li key={message.id} class="sheet sent-message">
            <p class="small soft">
              {tc("messages.sent.to", { at: moment(message.at), to: nameOf(message.to) })}
            </p>
            <p class="pre">{message.text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Choices({ label, some }: { label: string; some: { id: string; name: string }[] }) {
  if (some.length === 0) return null;
  return (
    <optgroup label={label}>
      {some.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </optgroup>
  );
}

/** Writes to one person, from where they are shown. */
export function WriteTo({
  person,
  open,
  onClose,
}: {
  person: Participant;
  open: boolean;
  onClose: () => void;
}) {
  const act = useAct();
  const { id: to, name } = person;
  const [text, setText, sending] = useSentDraft(`message/${to}`);
  const send = () => {
    if (!text.trim()) return;
    onClose();
    void sending((text) =>
      act("message.send", { message: newId(), to, text }, tc("did.message.to", { name })),
    );
  };
  return (
    <Dialog open={open} title={tc("person.write.title", { name })} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextArea
          label={tc("messages.text")}
          help={tc("messages.hint")}
          value={text}
          onText={setText}
          limit={500}
          onSend={send}
        />
        <div class="row end">
          <Button type="submit" look="main" icon="message" disabled={!text.trim()}>
            {tc("messages.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Send() {
  const act = useAct();
  const tables = useTables();
  const { room } = useVisit();
  const everybody = room.all("participant");
  const names = namesApart(attending(everybody), tables);
  const people = byName(attending(everybody))
    .filter((person) => person.device)
    .map(({ id, name }) => ({ id, name: names.get(id) ?? name }));
  const [chosen, setTo] = useDraft("message#to");
  const to = chosen || "all";
  const [text, setText, sending] = useSentDraft("message");
  const send = () =>
    void sending((text) => act("message.send", { message: newId(), to, text }, tc("did.message")));
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        event.currentTarget.querySelector("textarea")?.focus();
        send();
      }}
    >
      <Select label={tc("messages.to")} value={to} onText={setTo}>
        <option value="all">{tc("messages.all")}</option>
        <Choices label={tc("messages.tables")} some={tables} />
        <Choices label={tc("messages.people")} some={people} />
      </Select>
      <TextArea
        label={tc("messages.text")}
        help={tc("messages.hint")}
        value={text}
        onText={setText}
        limit={500}
        onSend={send}
      />
      <div>
        <Button type="submit" look="main" icon="message" disabled={!text.trim()}>
          {tc("messages.send")}
        </Button>
      </div>
    </form>
  );
}
