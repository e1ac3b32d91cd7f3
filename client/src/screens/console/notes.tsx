/** The facilitators' private notes, about the step, a table, or nothing in particular. */

import { useState } from "preact/hooks";
import { begunEdit, keptEdit } from "../../activities/grid/edits";
import { newId } from "../../ids";
import { refusedAloud, useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { useSentDraft } from "../../parts/draft";
import { Select, TextArea } from "../../parts/field";
import { Menu } from "../../parts/menu";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Note } from "../../wire.gen";
import { moment, say } from "../../words";
import { tDesk } from "../../words/attention.console";
import { useRoomInfo, useTables } from "./state";

const LIMIT = 2000;

/** Writing and reading the notes. */
export function Notes() {
  const { room } = useVisit();
  const closed = useRoomInfo().closed;
  const notes = room.all("note").sort((a, b) => b.at - a.at);
  return (
    <div class="stack">
      <h2>{tDesk("notes.title")}</h2>
      <p class="soft">{tDesk("notes.help")}</p>
      {!closed && <WriteNote />}
      {notes.length === 0 && <p class="soft">{tDesk("notes.none")}</p>}
      <ul class="plain-list stack-s">
        {notes.map((note) => (
          <OneNote key={note.id} note={note} closed={closed} />
        ))}
      </ul>
    </div>
  );
}

/** What a note can be about, with its name. */
function useSubjects(): { on: string; name: string }[] {
  const { room } = useVisit();
  const tables = useTables().map((table) => ({ on: `group/${table.id}`, name: table.name }));
  const steps = byOrder(room.all("step")).map((step) => ({ on: `step/${step.id}`, name: say(step.title) }));
  return [...tables, ...steps];
}

function WriteNote() {
  const act = useAct();
  const subjects = useSubjects();
  const step = useRoomInfo().step;
  const [text, write, sending] = useSentDraft("note");
  const [on, setOn] = useState(step ? `step/${step}` : "");
  const add = () => void sending((text) => act("note.write", { note: newId(), text, on: on || null }));
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        event.currentTarget.querySelector("textarea")?.focus();
        add();
      }}
    >
      <TextArea label={tDesk("notes.text")} value={text} onText={write} limit={LIMIT} onSend={add} />
      <div class="show-one">
        <Select label={tDesk("notes.on")} value={on} onText={setOn}>
          <option value="">{tDesk("notes.on.nothing")}</option>
          {subjects.map((one) => (
            <option key={one.on} value={one.on}>
              {one.name}
            </option>
          ))}
        </Select>
        <Button type="submit" look="main" disabled={!text.trim()}>
          {tDesk("notes.add")}
        </Button>
      </div>
    </form>
  );
}

/** A note that is being changed, kept on this device; `theirs` is what another facilitator made of it meanwhile. */
function useEditing(note: Note) {
  const { drafts } = useVisit();
  const key = `note/${note.id}`;
  const [edit, setEdit] = useState(() => {
    const kept = drafts.peek()?.get(key);
    return kept ? begunEdit(kept, note) : null;
  });
  const type = (text: string) => {
    const next = { rev: edit?.rev ?? note.rev, text };
    setEdit(next);
    drafts.peek()?.set(key, keptEdit(next));
  };
  const end = () => {
    setEdit(null);
    drafts.peek()?.set(key, "");
  };
  const theirs = edit && note.rev > edit.rev && note.text !== edit.text.trim() ? note.text : undefined;
  return { typed: edit?.text ?? null, type, end, theirs };
}

function OneNote({ note, closed }: { note: Note; closed: boolean }) {
  const visit = useVisit();
  const { room } = visit;
  const act = useAct();
  const { typed, type, end, theirs } = useEditing(note);
  const about = useSubjects().find((one) => one.on === note.on)?.name;
  const author = room.one("participant", note.author ?? "").value?.name;
  const save = async (event: Event) => {
    event.preventDefault();
    if (!typed?.trim()) return;
    // On the note as it is shown here, with what another facilitator made of it meanwhile.
    const settled = await visit.do("note.edit", { note: note.id, text: typed }, note.rev);
    if (!refusedAloud(settled)) end();
  };
  return (
    <li class="sheet stack-s note">
      <div class="row spread">
        <p class="small soft">{[moment(note.at), author, about].filter(Boolean).join(" · ")}</p>
        {!closed && (
          <Menu
            label={tDesk("notes.actions")}
            items={[
              { label: tDesk("notes.edit"), icon: "edit", onPick: () => type(note.text) },
              {
                label: tDesk("notes.drop"),
                icon: "close",
                danger: true,
                onPick: () => void act("note.drop", { note: note.id }, tDesk("notes.dropped")),
              },
            ]}
          />
        )}
      </div>
      {typed === null ? (
        <p class="pre">{note.text}</p>
      ) : (
        <form class="stack-s" onSubmit={(event) => void save(event)}>
          <TextArea
            label={tDesk("notes.edit")}
            quiet
            help={theirs && tDesk("notes.theirs", { text: theirs })}
            value={typed}
            onText={type}
            limit={LIMIT}
          />
          <div class="row end">
            <Button onClick={end}>{tDesk("notes.cancel")}</Button>
            <Button type="submit" look="main">
              {tDesk("notes.save")}
            </Button>
          </div>
        </form>
      )}
    </li>
  );
}
