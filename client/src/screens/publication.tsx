/** What the day leaves to read: a preview, the forms to take away, and who is named in it. */

import "../style/publication.css";
import { useState } from "preact/hooks";
import type { ScreenProps } from "../app";
import { LinkButton } from "../parts/button";
import { Select } from "../parts/field";
import { Notice } from "../parts/notice";
import { Preferences } from "../parts/preferences";
import { useVisit } from "../visit";
import type { Language } from "../wire.gen";
import { day, say, language as spoken } from "../words";
import { tPub } from "../words/publication";
import { Forms } from "./publication/forms";
import { Preview } from "./publication/preview";
import { Share } from "./publication/share";

/** The publication page. */
export default function Publication({ code }: ScreenProps) {
  const { room, line } = useVisit();
  const info = room.one("room", "room").value;
  const me = line.me.value;
  const [language, setLanguage] = useState<Language>(spoken.value);
  const about = [info?.date && day(info.date), info?.place].filter(Boolean).join(" · ");
  return (
    <main id="content" class="publication-page">
      <header class="publication-head">
        <div>
          <p class="soft">{tPub("title")}</p>
          <h1>{info?.title}</h1>
          {about && <p class="soft">{about}</p>}
        </div>
        <nav class="row" aria-label={tPub("title")}>
          {me?.seat === "facilitator" && (
            <LinkButton href={`/r/${code}/console`}>{tPub("console")}</LinkButton>
          )}
          {me?.seat !== "facilitator" && me?.participant && (
            <LinkButton href={`/r/${code}`}>{tPub("back")}</LinkButton>
          )}
          <LinkButton href={`/r/${code}/synthesis`}>{tPub("synthesis")}</LinkButton>
        </nav>
        <Preferences />
      </header>
      {info?.notice && <Notice text={say(info.notice)} />}
      <div class="publication-sides">
        <aside class="stack">
          <p>{tPub("lead")}</p>
          <Select
            label={tPub("language")}
            value={language}
            onText={(chosen) => setLanguage(chosen === "en" ? "en" : "fr")}
          >
            <option value="fr">{tPub("fr")}</option>
            <option value="en">{tPub("en")}</option>
          </Select>
          <Forms code={code} language={language} />
          <Names />
          {me?.seat === "facilitator" && <Share code={code} />}
        </aside>
        <Preview code={code} language={language} />
      </div>
    </main>
  );
}

/** What is anonymous and what is attributed, in one sentence. */
function Names() {
  const { room } = useVisit();
  if (room.one("room", "room").value?.anonymous) return <p class="names">{tPub("names.none")}</p>;
  const people = room.all("participant").filter((one) => one.seat === "participant");
  const named = people.filter((one) => one.naming === "name" && one.name).length;
  return <p class="names">{tPub("names", { n: named, total: people.length })}</p>;
}
