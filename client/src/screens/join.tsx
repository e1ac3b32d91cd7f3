/** Joining a room: a name, a role, a territory; ten seconds. */

import { useEffect, useId, useState } from "preact/hooks";
import { join, RefusedCall, roomFront } from "../api";
import type { ScreenProps } from "../app";
import { askFor, refuseAsk, settleAsk } from "../ask";
import { Button, LinkButton } from "../parts/button";
import { Field, Select } from "../parts/field";
import { onReturn } from "../parts/file";
import { Masthead } from "../parts/preferences";
import { passFor } from "../pass";
import { plain } from "../plain";
import { remember, remembered } from "../remembered";
import { changePass, rememberRoom } from "../session";
import type { RoomCard } from "../wire.gen";
import { day, language, say, t, whyRefused } from "../words";
import { td } from "../words/doors";
import "../style/join.css";

/** The page on which a person comes into a room for the first time. */
export default function Join({ code }: ScreenProps) {
  const [front, setFront] = useState<RoomCard | null>(null);
  const [refusal, setRefusal] = useState("");
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    let stop = () => {};
    roomFront(code).then(
      (found) => wanted && setFront(found),
      (error: unknown) => {
        if (!(error instanceof RefusedCall)) throw error;
        if (!wanted) return;
        const away = error.code === "network.gone";
        setRefusal(away ? t("line.unseen") : whyRefused(error.code, error.facts));
        if (away || error.code === "server.fault") stop = onReturn(() => setTries(tries + 1));
      },
    );
    return () => {
      wanted = false;
      stop();
    };
  }, [code, tries]);
  useEffect(() => {
    document.title = front ? `${front.title} · ${t("app.name")}` : t("app.name");
  }, [front]);
  return (
    <div class="join">
      <Masthead />
      <main id="content" class="join-page" tabIndex={-1}>
        {front && <Front front={front} />}
        {!front && !refusal && <p class="soft">{t("app.loading")}</p>}
        {!front && refusal && (
          <div class="stack">
            <h1>{td("join.title")}</h1>
            <p class="big-code">{code}</p>
            <p class="error" role="alert">
              {refusal}
            </p>
            <div>
              <LinkButton href="/" icon="back">
                {t("app.home")}
              </LinkButton>
            </div>
          </div>
        )}
      </main>
    </div>
  );
}

function Front({ front }: { front: RoomCard }) {
  const where = [front.date && day(front.date), front.place].filter(Boolean).join(" · ");
  return (
    <>
      <div class="join-head">
        {where && <p class="soft">{where}</p>}
        <h1>{front.title}</h1>
        {front.notice && (
          <p>
            <mark>{say(front.notice)}</mark>
          </p>
        )}
        {passFor(front.code, "console") && (
          <p>
            {td("join.facilitates")} <a href={`/r/${front.code}/console`}>{td("join.console")}</a>
          </p>
        )}
      </div>
      {front.closed ? <p class="sheet">{td("join.closed")}</p> : <JoinForm front={front} />}
    </>
  );
}

function JoinForm({ front }: { front: RoomCard }) {
  const [name, setName] = useState(remembered("name") ?? "");
  const [listed, setListed] = useState("");
  const [role, setRole] = useState("");
  const [territory, setTerritory] = useState(remembered("territory") ?? "");
  const [named, setNamed] = useState(false);
  const [missing, setMissing] = useState(false);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const suggestions = useId();
  const typed = plain(name.trim());
  const maybe = listed ? undefined : front.expected.find((one) => plain(one.name.trim()) === typed);

  const enter = async (event: Event) => {
    event.preventDefault();
    setMissing(!name.trim());
    if (!name.trim() || busy) return;
    setBusy(true);
    setRefusal("");
    // Before the answer, which may get lost with the page: the form then stands as it was, and so does the ask.
    remember("name", name);
    remember("territory", territory || null);
    try {
      const naming = named ? "name" : "role";
      const joined = await join(front.code, {
        name,
        role,
        territory,
        language: language.peek(),
        naming,
        participant: listed || null,
        ask: askFor(front.code, name),
      });
      rememberRoom({ code: front.code, title: front.title, date: front.date });
      changePass(front.code, "person", { token: joined.token, who: joined.participant });
      settleAsk(front.code);
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      refuseAsk(front.code, error.code);
      setRefusal(whyRefused(error.code, error.facts));
      setBusy(false);
    }
  };

  return (
    <form class="stack join-form sheet" onSubmit={(event) => void enter(event)} noValidate>
      {front.expected.length > 0 && (
        <Select
          label={td("join.listed")}
          help={td("join.listed.help")}
          value={listed}
          onText={(id) => {
            setListed(id);
            const found = front.expected.find((one) => one.id === id);
            if (found) setName(found.name);
          }}
        >
          <option value="">{td("join.listed.none")}</option>
          {front.expected.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      )}
      <Field
        label={td("join.name")}
        value={name}
        onText={setName}
        maxLength={60}
        autoComplete="given-name"
        autoCapitalize="words"
        error={missing && !name.trim() ? t("join.name.missing") : undefined}
      />
      <div role="status">
        {maybe && (
          <p class="row join-maybe">
            {td("join.listed.maybe", { name: maybe.name })}
            <Button onClick={() => setListed(maybe.id)}>{td("join.listed.me")}</Button>
          </p>
        )}
      </div>
      {front.roles.length > 0 && (
        <Select label={td("join.role")} value={role} onText={setRole}>
          <option value="">{td("join.role.none")}</option>
          {front.roles.map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.label)}
            </option>
          ))}
        </Select>
      )}
      <Field
        label={td("join.territory")}
        optional
        value={territory}
        onText={setTerritory}
        maxLength={80}
        list={suggestions}
        placeholder={td("join.territory.hint")}
      />
      <datalist id={suggestions}>
        {front.territories.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {!front.anonymous && (
        <label class="join-naming">
          <input type="checkbox" checked={named} onChange={() => setNamed(!named)} />
          <span>
            {td("join.naming")}
            <span class="soft small">{td("join.naming.help")}</span>
          </span>
        </label>
      )}
      {refusal && (
        <p class="error" role="alert">
          {refusal}
        </p>
      )}
      <Button look="main" type="submit" busy={busy}>
        {td("join.go")}
      </Button>
      <p class="soft small">{td("join.what")}</p>
    </form>
  );
}
