/** The front page: enter a room with its code, or open one from a format. */

import { useEffect, useState } from "preact/hooks";
import { CodeField } from "../parts/codefield";
import { DomainShape } from "../parts/icons";
import { Masthead } from "../parts/preferences";
import { passFor } from "../pass";
import { go } from "../router";
import { type KnownRoom, knownRooms } from "../session";
import type { RoomOpened } from "../wire.gen";
import { day, t } from "../words";
import { td } from "../words/doors";
import "../style/home.css";
import { GatherForm } from "./home/gather";
import { OpenedRoom } from "./home/opened";
import { OpenRoomForm } from "./home/opening";
import { TakeInForm } from "./home/takein";

/** The front page. */
export default function Home() {
  const [opened, setOpened] = useState<RoomOpened | null>(null);
  useEffect(() => {
    document.title = t("app.name");
  });
  return (
    <div class="home">
      <Masthead atHome />
      <main id="content" class="home-table" tabIndex={-1}>
        <section class="title-page">
          <h1>
            <span class="marked">{t("app.name")}</span>
          </h1>
          <p class="lead">{td("home.lead")}</p>
          <div class="enter">
            <h2>{td("home.enter.title")}</h2>
            <CodeField onCode={(code) => go(`/r/${code}`)} />
          </div>
          <KnownRooms />
          <p class="fleuron" aria-hidden="true">
            {[1, 2, 3, 4, 5].map((order) => (
              <DomainShape key={order} order={order} size={22} />
            ))}
          </p>
        </section>
        <section class="sheet open-sheet" aria-live="polite">
          {opened ? (
            <OpenedRoom room={opened} onAnother={() => setOpened(null)} />
          ) : (
            <>
              <OpenRoomForm onOpened={setOpened} />
              <TakeInForm onOpened={setOpened} />
              <GatherForm onOpened={setOpened} />
            </>
          )}
        </section>
      </main>
      <footer class="home-foot small soft">{td("home.free")}</footer>
    </div>
  );
}

function KnownRooms() {
  const rooms = knownRooms().filter((room) => pageOf(room) !== null);
  if (rooms.length === 0) return null;
  return (
    <nav class="known" aria-label={td("home.rooms.title")}>
      <h2>{td("home.rooms.title")}</h2>
      <ul class="plain-list">
        {rooms.map((room) => (
          <li key={room.code}>
            <a href={`/r/${room.code}${pageOf(room)}`}>
              <span class="known-title">{room.title}</span>
              <span class="soft small">
                {room.code}
                {room.date && ` · ${day(room.date)}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The best page of a room that this device can open, or null. */
function pageOf(room: KnownRoom): string | null {
  if (passFor(room.code, "console")) return "/console";
  return passFor(room.code, "person") ? "" : null;
}
