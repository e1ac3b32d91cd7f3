/** Me: how I am named, this page's settings, my other device, what I wrote, and the way out. */

import { useEffect, useRef, useState } from "preact/hooks";
import { addDevice, RefusedCall } from "../../api";
import { changed } from "../../changed";
import { aloud, refusedAloud } from "../../parts/acting";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy";
import { Confirm } from "../../parts/dialog";
import { Field, Select } from "../../parts/field";
import { MessageList } from "../../parts/messages";
import { OwnQr } from "../../parts/qr";
import { turnTo } from "../../parts/speaking";
import { toast } from "../../parts/toast";
import { go } from "../../router";
import { changePass } from "../../session";
import { chooseTheme, type Theme, theme } from "../../theme";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Language, Naming, Participant } from "../../wire.gen";
import { language, say, t, whyRefused } from "../../words";
import { tp } from "../../words/participant";
import { BellSetting } from "./bellsetting";
import { whyStay } from "./goingaway";
import { MyData } from "./mydata";
import { Wrote } from "./wrote";

/** The page about the person. */
export function MePage() {
  const { person, room } = useMine();
  return (
    <article class="stack-l me">
      <h1>{tp("me.title")}</h1>
      {person && <Who key={person.id} person={person} />}
      <PageSettings person={person} />
      {person && <OtherDevice />}
      <section class="sheet stack-s">
        <h2>{tp("me.what")}</h2>
        <p>{room?.anonymous ? tp("me.what.anonymous") : tp("me.what.read")}</p>
        {!room?.anonymous && <p>{tp("me.what.publication")}</p>}
        <p>{tp("me.what.votes")}</p>
        <p>{tp("me.what.yours")}</p>
      </section>
      <MessageList />
      <Wrote />
      <MyData />
      <Leave />
    </article>
  );
}

/** A change of mine: done at once on this device, said when the room has it, or why not. */
function useEditMe(person: Participant) {
  const visit = useVisit();
  return async (fields: Partial<Participant>) => {
    const settled = await visit.do("participant.edit", { participant: person.id, ...fields });
    if (!refusedAloud(settled)) toast(tp("me.saved"));
  };
}

/** What is said of me: a facilitator may correct it while I look at it, but not what I am changing myself. */
function useSaid(said: string): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(said);
  const before = useRef(said);
  useEffect(() => {
    const was = before.current;
    before.current = said;
    setTyped((now) => (now === was ? said : now));
  }, [said]);
  return [typed, setTyped];
}

function Who({ person }: { person: Participant }) {
  const { format, room } = useMine();
  const edit = useEditMe(person);
  const [name, setName] = useSaid(person.name);
  const [role, setRole] = useSaid(person.role);
  const [territory, setTerritory] = useSaid(person.territory);
  const said = { name: name.trim(), role, territory: territory.trim() };
  const fields = changed<Partial<Participant>>(person, said);
  const roles = format?.roles ?? [];
  return (
    <section class="sheet stack">
      <h2>{tp("me.who")}</h2>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (said.name) void edit(fields);
        }}
      >
        <Field
          label={tp("me.name")}
          value={name}
          onText={setName}
          maxLength={60}
          error={name.trim() ? undefined : t("join.name.missing")}
        />
        {roles.length > 0 && (
          <Select label={tp("me.role")} value={role} onText={setRole}>
            <option value="">{tp("me.role.none")}</option>
            {roles.map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.label)}
              </option>
            ))}
          </Select>
        )}
        <Field label={tp("me.territory")} optional value={territory} onText={setTerritory} maxLength={80} />
        {Object.keys(fields).length > 0 && (
          <div class="row end">
            <Button look="main" type="submit" disabled={!name.trim()}>
              {tp("me.save")}
            </Button>
          </div>
        )}
      </form>
      {!room?.anonymous && (
        <Choices
          legend={tp("me.naming")}
          name="naming"
          chosen={person.naming}
          choices={(["name", "role", "none"] as Naming[]).map((id) => ({ id, label: tp(`me.naming.${id}`) }))}
          onChoose={(naming) => void edit({ naming })}
        />
      )}
    </section>
  );
}

interface ChoicesProps<T extends string> {
  legend: string;
  name: string;
  chosen: T;
  choices: { id: T; label: string }[];
  onChoose: (id: T) => void;
}

function Choices<T extends string>({ legend, name, chosen, choices, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {choices.map((one) => (
        <label key={one.id} class="choice">
          <input type="radio" name={name} checked={one.id === chosen} onChange={() => onChoose(one.id)} />
          <span>{one.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function PageSettings({ person }: { person: Participant | null }) {
  const visit = useVisit();
  const turn = async (chosen: Language) => {
    if ((await turnTo(chosen)) && person)
      aloud(visit, "participant.edit", { participant: person.id, language: chosen });
  };
  return (
    <section class="sheet stack">
      <h2>{tp("me.page")}</h2>
      <Choices
        legend={tp("me.language")}
        name="language"
        chosen={language.value}
        choices={[
          { id: "fr", label: "Français" },
          { id: "en", label: "English" },
        ]}
        onChoose={turn}
      />
      <Choices
        legend={tp("me.theme")}
        name="theme"
        chosen={theme.value}
        choices={(["auto", "light", "dark"] as Theme[]).map((id) => ({ id, label: t(`app.theme.${id}`) }))}
        onChoose={chooseTheme}
      />
      <BellSetting />
    </section>
  );
}

function OtherDevice() {
  const visit = useVisit();
  const [link, setLink] = useState("");
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      setLink((await addDevice(visit.code, visit.pass.token)).link);
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      toast(() => whyRefused(error.code, error.facts), "bad");
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="sheet stack">
      <h2>{tp("me.device")}</h2>
      <p>{tp("me.device.text")}</p>
      {link ? (
        <>
          <OwnQr text={link} label={tp("me.device.qr")} />
          <div>
            <CopyButton text={link} about={tp("me.device.copy")} />
          </div>
        </>
      ) : (
        <div>
          <Button icon="qr" busy={busy} onClick={() => void make()}>
            {tp("me.device.make")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Leave() {
  const visit = useVisit();
  const { person, canWrite } = useMine();
  const [asking, setAsking] = useState(false);
  const begun = (visit.drafts.peek()?.begun() ?? []).length > 0;
  const leave = async () => {
    setAsking(false);
    const why = whyStay(visit);
    if (why) return toast(why, "bad");
    // Who goes on with another device has not left: this one alone forgets them.
    const elsewhere = (visit.line.here.peek().here[person?.id ?? ""] ?? 0) > 1;
    if (person && canWrite && !elsewhere) await visit.do("participant.leave", { participant: person.id });
    changePass(visit.code, "person", null);
    go("/");
  };
  return (
    <div class="row end">
      <Button look="danger" onClick={() => setAsking(true)}>
        {tp("me.leave")}
      </Button>
      <Confirm
        open={asking}
        title={tp("me.leave.title")}
        text={[tp("me.leave.text"), begun && tp("me.leave.begun")].filter(Boolean).join(" ")}
        action={tp("me.leave.yes")}
        danger
        onYes={() => void leave()}
        onNo={() => setAsking(false)}
      />
    </div>
  );
}
