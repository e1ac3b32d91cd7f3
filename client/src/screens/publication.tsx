/** What the day leaves to read: composed and shared by facilitators, previewed and taken away by everybody. */

import "../style/prepare.css";
import "../style/publication.css";
import { useState } from "preact/hooks";
import type { ScreenProps } from "../app";
import { LinkButton } from "../parts/button";
import { Select } from "../parts/field";
import { Notice } from "../parts/notice";
import { Preferences } from "../parts/preferences";
import { SaveLine } from "../parts/saveline";
import { type Tab, Tabs } from "../parts/tabs";
import { useVisit } from "../visit";
import type { Language } from "../wire.gen";
import { day, say, language as spoken } from "../words";
import { tEdit } from "../words/edition";
import { tPub } from "../words/publication";
import { tShare } from "../words/sharing";
import { Compose } from "./publication/compose";
import { Forms } from "./publication/forms";
import { Preview } from "./publication/preview";
import { Share } from "./publication/share";

/** The publication page. */
export default function Publication({ code }: ScreenProps) {
  const { room, line } = useVisit();
  const info = room.one("room", "room").value;
  const me = line.me.value;
  const facilitates = me?.seat === "facilitator";
  const [language, setLanguage] = useState<Language>(spoken.value);
  const about = [info?.date && day(info.date), info?.place].filter(Boolean).join(" · ");
  return (
    <main id="content" class="publication-page" tabIndex={-1}>
      <header class="publication-head">
        <div>
          <p class="soft">{tPub("title")}</p>
          <h1>{info?.title}</h1>
          {about && <p class="soft">{about}</p>}
        </div>
        <nav class="row" aria-label={tPub("title")}>
          {facilitates && <LinkButton href={`/r/${code}/console`}>{tPub("console")}</LinkButton>}
          {!facilitates && me?.participant && <LinkButton href={`/r/${code}`}>{tPub("back")}</LinkButton>}
          <LinkButton href={`/r/${code}/synthesis`}>{tPub("synthesis")}</LinkButton>
          <LinkButton href={`/r/${code}/reading`}>{tPub("reading")}</LinkButton>
          <LinkButton href={`/r/${code}/replay`} icon="play">
            {tPub("replay")}
          </LinkButton>
        </nav>
        <Preferences />
        {facilitates && <SaveLine />}
      </header>
      {info?.notice && <Notice text={say(info.notice)} />}
      <div class={`publication-sides ${facilitates ? "composing" : ""}`}>
        <aside class="stack">
          <Select
            label={tPub("language")}
            value={language}
            onText={(chosen) => setLanguage(chosen === "en" ? "en" : "fr")}
          >
            <option value="fr">{tPub("fr")}</option>
            <option value="en">{tPub("en")}</option>
          </Select>
          {facilitates ? (
            <Desk code={code} language={language} />
          ) : (
            <Reader code={code} language={language} />
          )}
        </aside>
        <Preview code={code} language={language} />
      </div>
    </main>
  );
}

interface SideProps {
  code: string;
  language: Language;
}

function Reader({ code, language }: SideProps) {
  return (
    <>
      <p>{tPub("lead")}</p>
      <Forms code={code} language={language} />
      <Names />
    </>
  );
}

/** What a facilitator does with it: compose it, take it away, share it. */
function Desk({ code, language }: SideProps) {
  const [chosen, setChosen] = useState("compose");
  const tabs: Tab[] = [
    { id: "compose", label: tEdit("title") },
    { id: "forms", label: tPub("forms.title") },
    { id: "share", label: tShare("title") },
  ];
  return (
    <Tabs tabs={tabs} chosen={chosen} onChoose={setChosen} label={tPub("title")}>
      {chosen === "compose" && <Compose language={language} />}
      {chosen === "forms" && (
        <div class="stack">
          <Forms code={code} language={language} />
          <Names />
        </div>
      )}
      {chosen === "share" && <Share code={code} language={language} />}
    </Tabs>
  );
}

/** What is anonymous and what is attributed, in one sentence. */
function Names() {
  const { room, line } = useVisit();
  if (room.one("room", "room").value?.anonymous) return <p class="names">{tPub("names.none")}</p>;
  // Who only reads is not told who facilitated, and so not how many took part.
  if (line.me.value?.participant == null) return <p class="names">{tPub("names.some")}</p>;
  const people = room.all("participant").filter((one) => one.seat === "participant");
  const named = people.filter((one) => one.naming === "name" && one.name).length;
  return <p class="names">{tPub("names", { n: named, total: people.length })}</p>;
}
