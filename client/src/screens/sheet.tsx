/** The page of the sheets: what the code on a sheet opens, what waits to be written off, and one to write off. */

import { useEffect } from "preact/hooks";
import type { ScreenProps } from "../app";
import { LinkButton } from "../parts/button";
import { Preferences } from "../parts/preferences";
import { SaveLine } from "../parts/saveline";
import { fragment } from "../router";
import { readAddress } from "../views/sheets";
import { useVisit } from "../visit";
import { tSheets } from "../words/sheets";
import { SheetDesk } from "./sheet/desk";
import { Photograph } from "./sheet/photograph";
import { WriteOff } from "./sheet/write";
import "../style/participant.css";
import "../style/grid.css";
import "../style/pile.css";
import "../style/sheets.css";

/** The page. */
export default function Sheets({ code }: ScreenProps) {
  const visit = useVisit();
  const address = readAddress(fragment.value);
  const title = visit.room.one("room", "room").value?.title ?? "";
  const facilitates = visit.line.me.value?.seat === "facilitator";
  useEffect(() => {
    document.title = tSheets("page.title", { room: title });
  });
  return (
    <div class="person sheets-page">
      <header class="person-top">
        <div class="person-top-inside">
          <LinkButton look="plain" icon="back" href={`/r/${code}${facilitates ? "/console" : ""}`}>
            {tSheets(facilitates ? "back.console" : "back")}
          </LinkButton>
          <span class="person-step">
            <span class="person-room small soft">{title}</span>
          </span>
          <SaveLine />
          <Preferences />
        </div>
      </header>
      <main id="content" class={`person-main sheets-main on-${address.is}`} tabIndex={-1}>
        {address.is === "list" && (
          <div class="stack-l">
            <h1>{tSheets("title")}</h1>
            <SheetDesk />
          </div>
        )}
        {address.is === "photograph" && (
          <Photograph key={JSON.stringify(address.place)} printed={address.place} />
        )}
        {address.is === "write" && <WriteOff key={address.sheet} id={address.sheet} />}
      </main>
    </div>
  );
}
