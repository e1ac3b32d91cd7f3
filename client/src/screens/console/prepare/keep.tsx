/** What leaves the room: paper to print, a copy for another day, a format in a file; and its end. */

import { useEffect, useState } from "preact/hooks";
import { roomFront } from "../../../api";
import { Button, LinkButton } from "../../../parts/button";
import { Dialog } from "../../../parts/dialog";
import { Field, Select } from "../../../parts/field";
import { saveFile } from "../../../parts/savefile";
import { duplicateRoom, eraseRoom, formatFile, kitFile } from "../../../preparing";
import { cleanCode, go } from "../../../router";
import { forgetRoom, keepPass, rememberRoom } from "../../../session";
import { useVisit } from "../../../visit";
import type { Language, RoomOpened } from "../../../wire.gen";
import { day, language } from "../../../words";
import { tr } from "../../../words/prepare";
import { useRoomInfo } from "../state";
import { useTry } from "./trying";

/** Paper, copies, and erasing. */
export function Keeping() {
  return (
    <div class="keeping">
      <Kit />
      <Duplicate />
      <SaveFormat />
      <Erase />
    </div>
  );
}

function Refusal({ text }: { text: string }) {
  if (!text) return null;
  return (
    <p class="error" role="alert">
      {text}
    </p>
  );
}

function Kit() {
  const { code, pass } = useVisit();
  const [as, setAs] = useState<Language>(language.peek());
  const { busy, refusal, attempt } = useTry();
  const print = () =>
    attempt(async () => saveFile(await kitFile(code, pass.token, as), `recolte-${code}-kit.pdf`));
  return (
    <section class="sheet stack">
      <h2>{tr("kit.title")}</h2>
      <p class="soft">{tr("kit.text")}</p>
      <div class="show-one">
        <Select label={tr("kit.language")} value={as} onText={(chosen) => setAs(chosen as Language)}>
          <option value="fr">{tr("kit.fr")}</option>
          <option value="en">{tr("kit.en")}</option>
        </Select>
        <Button look="main" icon="download" busy={busy} onClick={print}>
          {tr("kit.go")}
        </Button>
      </div>
      <p class="small soft">{tr("kit.again")}</p>
      <Refusal text={refusal} />
    </section>
  );
}

function Duplicate() {
  const { code, pass } = useVisit();
  const info = useRoomInfo();
  const [title, setTitle] = useState("");
  const [date, setDate] = useState("");
  const [opened, setOpened] = useState<RoomOpened | null>(null);
  const { busy, refusal, attempt } = useTry();
  const submit = (event: Event) => {
    event.preventDefault();
    const called = title.trim() || info.title;
    attempt(async () => {
      const made = await duplicateRoom(code, pass.token, { title: called, date });
      keepPass(made.code, "console", { token: made.token, who: made.participant });
      rememberRoom({ code: made.code, title: called, date });
      setOpened(made);
    });
  };
  return (
    <section class="sheet stack">
      <h2>{tr("copy.title")}</h2>
      <p class="soft">{tr("copy.text")}</p>
      <form class="stack" onSubmit={submit}>
        <div class="two-fields">
          <Field
            label={tr("copy.name")}
            value={title}
            onText={setTitle}
            placeholder={info.title}
            maxLength={160}
          />
          <Field label={tr("copy.date")} type="date" optional value={date} onText={setDate} />
        </div>
        <div>
          <Button type="submit" icon="copy" busy={busy}>
            {tr("copy.go")}
          </Button>
        </div>
      </form>
      <Refusal text={refusal} />
      <div role="status">
        {opened && (
          <div class="stack-s">
            <p>{tr("copy.done", { code: opened.code })}</p>
            <LinkButton look="main" href={opened.links.console} icon="forward">
              {tr("copy.open")}
            </LinkButton>
          </div>
        )}
      </div>
    </section>
  );
}

function SaveFormat() {
  const { code, pass } = useVisit();
  const { busy, refusal, attempt } = useTry();
  const save = () =>
    attempt(async () =>
      saveFile(await formatFile(code, pass.token, language.peek()), `recolte-${code}-format.zip`),
    );
  return (
    <section class="sheet stack">
      <h2>{tr("format.title")}</h2>
      <p class="soft">{tr("format.text")}</p>
      <div>
        <Button icon="download" busy={busy} onClick={save}>
          {tr("format.go")}
        </Button>
      </div>
      <Refusal text={refusal} />
    </section>
  );
}

function Erase() {
  const { code, pass } = useVisit();
  const [until, setUntil] = useState("");
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  const { busy, refusal, attempt } = useTry();
  useEffect(() => {
    roomFront(code).then(
      (front) => setUntil(front.erased_on),
      // The date is a kindness: without it, the words below still say what happens.
      () => setUntil(""),
    );
  }, [code]);
  const same = cleanCode(typed) === code;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!same) return;
    attempt(async () => {
      await eraseRoom(code, pass.token);
      forgetRoom(code);
      go("/");
    });
  };
  return (
    <section class="sheet stack">
      <h2>{tr("erase.title")}</h2>
      {until && (
        <p class="aside-note">
          <strong>{tr("erase.on", { date: day(until) })}</strong> {tr("erase.on.text")}
        </p>
      )}
      <p class="soft">{tr("erase.text")}</p>
      <div>
        <Button look="danger" icon="close" onClick={() => setAsking(true)}>
          {tr("erase.now")}
        </Button>
      </div>
      <Dialog open={asking} title={tr("erase.sure")} onClose={() => setAsking(false)}>
        <form class="stack" onSubmit={submit}>
          <p>{tr("erase.sure.text")}</p>
          <Field
            label={tr("erase.code", { code })}
            value={typed}
            onText={setTyped}
            autoComplete="off"
            autoCapitalize="characters"
          />
          <Refusal text={refusal} />
          <div class="row end">
            <Button onClick={() => setAsking(false)}>{tr("cancel")}</Button>
            <Button type="submit" look="danger" busy={busy} disabled={!same}>
              {tr("erase.go")}
            </Button>
          </div>
        </form>
      </Dialog>
    </section>
  );
}
