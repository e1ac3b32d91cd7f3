/** Opening the room that an archive holds: a day prepared elsewhere, or held there, goes on here. */

import { useState } from "preact/hooks";
import { call, RefusedCall, roomFront } from "../../api";
import { Button } from "../../parts/button";
import { Field } from "../../parts/field";
import { keepPass, rememberRoom } from "../../session";
import type { RoomOpened } from "../../wire.gen";
import { whyRefused } from "../../words";
import { td } from "../../words/doors";

/** The form, folded until somebody wants it. */
export function TakeInForm({ onOpened }: { onOpened: (room: RoomOpened) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState("");
  const [asksPassword, setAsksPassword] = useState(false);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const takeIn = async (archive: File) => {
    const body = new FormData();
    body.set("password", password);
    body.set("file", archive);
    setBusy(true);
    setRefusal("");
    try {
      const room = await call<RoomOpened>("/api/archives", { body });
      keepPass(room.code, "console", { token: room.token, who: room.participant });
      const front = await roomFront(room.code).catch(() => null);
      rememberRoom({ code: room.code, title: front?.title ?? room.code, date: front?.date ?? "" });
      onOpened(room);
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      if (error.code === "access.password") setAsksPassword(true);
      setRefusal(whyRefused(error.code, error.facts));
    } finally {
      setBusy(false);
    }
  };
  return (
    <details class="gather">
      <summary>{td("home.archive")}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (file && !busy) void takeIn(file);
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
        {asksPassword && (
          <Field
            label={td("home.open.password")}
            type="password"
            value={password}
            onText={setPassword}
            autoComplete="current-password"
            help={td("home.open.password.help")}
          />
        )}
        {refusal && (
          <p class="error" role="alert">
            {refusal}
          </p>
        )}
        <Button look="main" type="submit" busy={busy} disabled={!file}>
          {td("home.archive.go")}
        </Button>
      </form>
    </details>
  );
}
