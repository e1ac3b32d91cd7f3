/** Gathering several days into one room: rooms of this device, links, archives. */

import { useState } from "preact/hooks";
import { call } from "../../api";
import { Button } from "../../parts/button";
import { Field, TextArea } from "../../parts/field";
import { passFor } from "../../pass";
import { knownRooms } from "../../session";
import { toggled } from "../../views/order";
import type { RoomOpened } from "../../wire.gen";
import { language } from "../../words";
import { tGather } from "../../words/gather";
import { useAttempt } from "./attempt";

/** The form, folded until somebody wants it. */
export function GatherForm({ onOpened }: { onOpened: (room: RoomOpened) => void }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const [files, setFiles] = useState<File[]>([]);
  const [links, setLinks] = useState("");
  const [title, setTitle] = useState("");
  const attempt = useAttempt(onOpened);
  const pasted = links.split("\n").filter((line) => line.trim()).length;
  const n = chosen.length + files.length + pasted;
  const gather = async () => {
    const body = new FormData();
    body.set("title", title.trim());
    body.set("language", language.peek());
    body.set("password", attempt.password);
    for (const code of chosen) body.append("link", passFor(code, "console")?.token ?? "");
    if (links.trim()) body.append("link", links);
    for (const file of files) body.append("file", file);
    await attempt.open(
      () => call<RoomOpened>("/api/rooms/gather", { body }),
      () => ({ title: title.trim(), date: "" }),
    );
  };
  return (
    <details class="gather">
      <summary>{tGather("title")}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (n > 1 && title.trim()) void gather();
        }}
      >
        <p class="soft">{tGather("lead")}</p>
        <Rooms chosen={chosen} onChoose={setChosen} />
        <TextArea
          label={tGather("links")}
          help={tGather("links.help")}
          value={links}
          onText={setLinks}
          limit={10_000}
        />
        <Archives files={files} onFiles={setFiles} />
        <Field
          label={tGather("name")}
          placeholder={tGather("name.hint")}
          help={tGather("first.help")}
          value={title}
          onText={setTitle}
          maxLength={160}
        />
        {attempt.fields}
        <p class="small soft figures" role="status">
          {tGather("count", { n })} {n < 2 && tGather("few")}
        </p>
        <Button look="main" type="submit" icon="merge" busy={attempt.busy} disabled={n < 2 || !title.trim()}>
          {tGather("go")}
        </Button>
      </form>
    </details>
  );
}

function Rooms({ chosen, onChoose }: { chosen: string[]; onChoose: (codes: string[]) => void }) {
  const rooms = knownRooms().filter((room) => passFor(room.code, "console") !== null);
  if (rooms.length === 0) return null;
  // The first of the list is the one that the form says it is, in whatever order they were ticked.
  const codes = rooms.map((room) => room.code);
  const toggle = (code: string) => onChoose(toggled(codes, chosen, code));
  return (
    <fieldset class="gather-rooms">
      <legend>{tGather("rooms")}</legend>
      {rooms.map((room) => (
        <label key={room.code}>
          <input type="checkbox" checked={chosen.includes(room.code)} onChange={() => toggle(room.code)} />
          <span>
            {room.title} <span class="small soft figures">{room.code}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Archives({ files, onFiles }: { files: File[]; onFiles: (files: File[]) => void }) {
  return (
    <div class="field">
      <label for="gather-files">{tGather("files")}</label>
      <input
        id="gather-files"
        type="file"
        multiple
        accept=".json,application/json"
        aria-describedby="gather-files-help"
        onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])}
      />
      <p class="help" id="gather-files-help">
        {files.length ? tGather("files.n", { n: files.length }) : tGather("files.help")}
      </p>
    </div>
  );
}
