/** A word to the whole room or to a table, and what was said before. */

import { useState } from "preact/hooks";
import { newId } from "../../ids";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Select, TextArea } from "../../parts/field";
import { useVisit } from "../../visit";
import { hour } from "../../words";
import { tc } from "../../words/console";
import { useRoomInfo, useTables } from "./state";

/** Writing and reading the messages of the day. */
export function Messages() {
  const { room } = useVisit();
  const closed = useRoomInfo().closed;
  const tables = useTables();
  const people = room.all("participant");
  const sent = [...room.all("message")].sort((a, b) => b.at - a.at);
  const nameOf = (to: string) =>
    to === "all"
      ? tc("messages.all")
      : (tables.find((one) => one.id === to)?.name ?? people.find((one) => one.id === to)?.name ?? to);
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
              {tc("messages.sent.to", { at: hour(message.at), to: nameOf(message.to) })}
            </p>
            <p class="pre">{message.text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Send() {
  const act = useAct();
  const tables = useTables();
  const [to, setTo] = useState("all");
  const [text, setText] = useState("");
  const send = async () => {
    if (!text.trim()) return;
    if (await act("message.send", { message: newId(), to, text }, tc("did.message"))) setText("");
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Select label={tc("messages.to")} value={to} onText={setTo}>
        <option value="all">{tc("messages.all")}</option>
        {tables.map((table) => (
          <option key={table.id} value={table.id}>
            {table.name}
          </option>
        ))}
      </Select>
      <TextArea
        label={tc("messages.text")}
        help={tc("messages.hint")}
        value={text}
        onText={setText}
        limit={500}
        onSend={() => void send()}
      />
      <div>
        <Button type="submit" look="main" icon="message" disabled={!text.trim()}>
          {tc("messages.send")}
        </Button>
      </div>
    </form>
  );
}
