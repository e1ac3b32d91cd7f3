/** The cross-reading on its own page: matrices, profiles, rounds, and rooms where several were gathered. */

import { useEffect, useState } from "preact/hooks";
import type { ScreenProps } from "../app";
import { LinkButton } from "../parts/button";
import { Notice } from "../parts/notice";
import { Preferences } from "../parts/preferences";
import { Tabs } from "../parts/tabs";
import { useVisit } from "../visit";
import { say } from "../words";
import { tRead } from "../words/reading";
import "../style/publication.css";
import "../style/reading.css";
import { CriteriaPart, DomainsPart } from "./reading/matrices";
import { ProfilesPart } from "./reading/profiles";
import { RoomsPart } from "./reading/rooms";
import { RoundsPart } from "./reading/rounds";

const PARTS = {
  criteria: CriteriaPart,
  domains: DomainsPart,
  profiles: ProfilesPart,
  rounds: RoundsPart,
  rooms: RoomsPart,
};
type PartName = keyof typeof PARTS;

/** The page of the cross-reading. */
export default function ReadingPage({ code }: ScreenProps) {
  const { room, line } = useVisit();
  const info = room.one("room", "room").value;
  const me = line.me.value;
  const [chosen, setChosen] = useState<PartName>("criteria");
  const rounds = new Set(room.all("assignment").map((one) => one.round)).size;
  const fits: { [part in PartName]: boolean } = {
    criteria: true,
    domains: room.all("domain").length > 0,
    profiles: room.all("domain").length > 2,
    rounds: rounds > 1 && room.all("experience").length > 0,
    rooms: room.all("origin").length > 0,
  };
  const names = (Object.keys(PARTS) as PartName[]).filter((name) => fits[name]);
  const Part = PARTS[names.includes(chosen) ? chosen : "criteria"];
  useEffect(() => {
    document.title = tRead("title.of", { room: info?.title ?? code });
  });
  return (
    <main id="content" class="reading-page" tabIndex={-1}>
      <header class="publication-head">
        <div>
          <p class="soft">{info?.title}</p>
          <h1>{tRead("title")}</h1>
        </div>
        <nav class="row" aria-label={tRead("title")}>
          {me?.seat === "facilitator" && (
            <LinkButton href={`/r/${code}/console`}>{tRead("console")}</LinkButton>
          )}
          {me?.seat !== "facilitator" && me?.participant && (
            <LinkButton href={`/r/${code}`}>{tRead("back")}</LinkButton>
          )}
          <LinkButton href={`/r/${code}/synthesis`} icon="merge">
            {tRead("synthesis")}
          </LinkButton>
        </nav>
        <Preferences />
      </header>
      {info?.notice && <Notice text={say(info.notice)} />}
      <p class="soft">{tRead("lead")}</p>
      <Tabs
        label={tRead("parts")}
        chosen={names.includes(chosen) ? chosen : "criteria"}
        onChoose={(id) => setChosen(id as PartName)}
        tabs={names.map((name) => ({ id: name, label: tRead(`part.${name}`) }))}
      >
        <Part />
      </Tabs>
    </main>
  );
}
