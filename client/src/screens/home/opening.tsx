/** Opening a room: which day, when, where; no account. */

import { useEffect, useRef, useState } from "preact/hooks";
import { formats, openRoom } from "../../api";
import { Button } from "../../parts/button";
import { Field } from "../../parts/field";
import { openFromFormat } from "../../preparing";
import { remember, remembered } from "../../remembered";
import type { FormatCard, RoomOpened } from "../../wire.gen";
import { language, say, whyRefused } from "../../words";
import { td } from "../../words/doors";
import { useAttempt } from "./attempt";

const today = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

/** Asks what a room needs and opens it. */
export function OpenRoomForm({ onOpened }: { onOpened: (room: RoomOpened) => void }) {
  const [choices, setChoices] = useState<FormatCard[] | null>(null);
  const [format, setFormat] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [title, setTitle] = useState("");
  const [date, setDate] = useState(today());
  const [place, setPlace] = useState("");
  const [name, setName] = useState(remembered("name") ?? "");
  const [missing, setMissing] = useState(false);
  const { busy, password, open, refused, fields } = useAttempt(onOpened, (code, facts) =>
    code === "record.unknown" ? td("home.trial.none") : whyRefused(code, facts),
  );

  useEffect(() => {
    formats().then((found) => {
      setChoices(found);
      setFormat(found[0]?.name ?? "");
    }, refused);
  }, []);

  const openCalled = (called: string, demonstration: boolean) => {
    const said = { title: called, date, place, name, password, language: language.peek() };
    return open(
      () =>
        file
          ? openFromFormat(file, said)
          : openRoom({ ...said, format, ...(demonstration ? { demonstration } : {}) }),
      () => {
        if (name) remember("name", name);
        return { title: called, date };
      },
    );
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(!title.trim());
    if (title.trim()) void openCalled(title, false);
  };

  return (
    <form class="stack" onSubmit={submit} noValidate>
      <div>
        <h2>{td("home.open.title")}</h2>
        <p class="soft">{td("home.open.help")}</p>
      </div>
      {choices && !file && <FormatChoice choices={choices} chosen={format} onChoose={setFormat} />}
      <FormatFile file={file} onFile={setFile} />
      <Field
        label={td("home.open.name")}
        value={title}
        onText={setTitle}
        maxLength={160}
        placeholder={td("home.open.name.hint")}
        error={missing && !title.trim() ? td("home.open.title.missing") : undefined}
        autoComplete="off"
      />
      <div class="pair">
        <Field label={td("home.open.date")} type="date" value={date} onText={setDate} />
        <Field label={td("home.open.place")} optional value={place} onText={setPlace} maxLength={160} />
      </div>
      <Field
        label={td("home.open.you")}
        optional
        value={name}
        onText={setName}
        maxLength={60}
        autoComplete="name"
        help={td("home.open.you.help")}
      />
      {fields}
      <Button look="main" type="submit" busy={busy} disabled={!format && !file}>
        {td("home.open.go")}
      </Button>
      <div class="trial" hidden={file !== null}>
        <p class="soft small">{td("home.trial.text")}</p>
        <Button disabled={!format || busy} onClick={() => void openCalled(td("home.trial.title"), true)}>
          {td("home.trial")}
        </Button>
      </div>
    </form>
  );
}

/** A format of one's own, kept in a file, in place of those of this server. */
function FormatFile({ file, onFile }: { file: File | null; onFile: (file: File | null) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div class="row">
      <input
        ref={field}
        type="file"
        hidden
        accept=".zip,application/zip"
        aria-label={td("home.file")}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0] ?? null);
          event.currentTarget.value = "";
        }}
      />
      {file ? (
        <>
          <p>{td("home.file.chosen", { name: file.name })}</p>
          <Button look="plain" onClick={() => onFile(null)}>
            {td("home.file.drop")}
          </Button>
        </>
      ) : (
        <Button look="plain" onClick={() => field.current?.click()}>
          {td("home.file")}
        </Button>
      )}
    </div>
  );
}

interface FormatChoiceProps {
  choices: FormatCard[];
  chosen: string;
  onChoose: (name: string) => void;
}

function FormatChoice({ choices, chosen, onChoose }: FormatChoiceProps) {
  if (choices.length === 0) return <p class="error">{td("home.open.noformats")}</p>;
  return (
    <fieldset class="formats">
      <legend>{td("home.open.format")}</legend>
      {choices.map((one) => (
        <label key={one.name} class="format">
          <input
            type="radio"
            name="format"
            value={one.name}
            checked={one.name === chosen}
            onChange={() => onChoose(one.name)}
          />
          <span class="format-words">
            <span class="format-title">{say(one.title)}</span>
            {one.name === chosen && <span class="small">{say(one.summary)}</span>}
            <span class="small soft">
              {td("home.format.facts", {
                hours: spanOf(one.minutes),
                steps: one.steps,
                n: one.people,
              })}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Says a span of minutes as hours, the same in both languages. */
function spanOf(minutes: number): string {
  const rest = minutes % 60;
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h${rest ? ` ${String(rest).padStart(2, "0")}` : ""}`;
}
