/** Opening the room that an archive holds: a day prepared elsewhere, or held there, goes on here. */

import { useState } from "preact/hooks";
import { call, roomFront } from "../../api";
import { Button } from "../../parts/button";
import type { RoomOpened } from "../../wire.gen";
import { td } from "../../words/doors";
import { useAttempt } from "./attempt";

/** The form, folded until somebody wants it. */
export function TakeInForm({ onOpened }: { onOpened: (room: RoomOpened) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const attempt = useAttempt(onOpened);
  const takeIn = async (archive: File) => {
    const body = new FormData();
    body.set("password", attempt.password);
    body.set("file", archive);
    await attempt.open(
      () => call<RoomOpened>("/api/archives", { body }),
      async ({ code }) => {
        const front = await roomFront(code).catch(() => null);
        return { title: front?.title ?? code, date: front?.date ?? "" };
      },
    );
  };
  return (
    <details class="gather">
      <summary>{td("home.archive")}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (file) void takeIn(file);
        }}
      >
        <p class="soft">{td("home.archive.lead")}</p>
        <div class="field">
          <label for="archive-file">{td("home.archive.file")}</label>
          <input
            id="archive-file"
            type="file"
            accept=".json,application/json"
            aria-describedby="archive-file-help"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
          <p class="help" id="archive-file-help">
            {td("home.archive.help")}
          </p>
        </div>
        {attempt.fields}
        <Button look="main" type="submit" busy={attempt.busy} disabled={!file}>
          {td("home.archive.go")}
        </Button>
      </form>
    </details>
  );
}
