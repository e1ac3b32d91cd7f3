/** The participant's page: what the room does now, my table, the others, and me. */

import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ScreenProps } from "../app";
import { Clock } from "../parts/clock";
import { EndWarning } from "../parts/endwarning";
import { Icon, type IconName } from "../parts/icons";
import { late } from "../parts/late";
import { CalledThing, LookHere } from "../parts/lookhere";
import { MessageBanner } from "../parts/messages";
import { Notice } from "../parts/notice";
import { SaveLine } from "../parts/saveline";
import { Timers } from "../parts/timers";
import { passFor } from "../pass";
import { rememberRoom } from "../session";
import { useMine } from "../views/mine";
import { useVisit } from "../visit";
import type { Step } from "../wire.gen";
import { say, t } from "../words";
import { type ParticipantKey, tp } from "../words/participant";
import { Gone } from "./participant/gone";
import { RaiseHand } from "./participant/hand";
import { useWordOfClosing, useWordOfSteps, useWordOfTable } from "./participant/moving";
import { NowPage } from "./participant/now";
import "../style/attention.css";
import "../style/participant.css";
import "../style/grid.css";
import "../style/pile.css";

const TablePage = late(async () => (await import("./participant/table")).TablePage);
const OthersPage = late(async () => (await import("./participant/others")).OthersPage);
const MePage = late(async () => (await import("./participant/me")).MePage);
const PAGES = { now: NowPage, table: TablePage, others: OthersPage, me: MePage };
type PageId = keyof typeof PAGES;
const IDS: PageId[] = ["now", "table", "others", "me"];
const ICONS: Record<PageId, IconName> = { now: "clock", table: "table", others: "eye", me: "person" };

const chosen = signal<PageId>("now");
const isNow = () => chosen.peek() === "now";

function readAddress(): void {
  const id = location.hash.slice(1);
  if (id === "") chosen.value = "now";
  else if (id in PAGES) chosen.value = id as PageId;
}

/** The page of a person in the room. */
export default function Participant({ code }: ScreenProps) {
  const visit = useVisit();
  const mine = useMine();
  const title = mine.room?.title ?? "";
  const step = visit.room.one("step", mine.room?.step ?? "").value;
  useEffect(() => {
    readAddress();
    addEventListener("hashchange", readAddress);
    return () => removeEventListener("hashchange", readAddress);
  }, []);
  useEffect(() => {
    document.title = [step && say(step.title), title].filter(Boolean).join(" · ") || t("app.name");
    if (title) rememberRoom({ code, title, date: mine.room?.date ?? "" });
  }, [title, step && say(step.title)]);
  useFocusOnTurn();
  usePagesAhead();
  const moved = useWordOfSteps(step, isNow);
  useWordOfTable(step, isNow);
  useWordOfClosing(mine.room?.closed === true, isNow);
  const Page = PAGES[chosen.value];
  return (
    <div class="person">
      <TopBar step={step} title={title} />
      <div class="person-notices">
        <EndWarning />
        <Timers group={mine.group?.id ?? null} />
        <PicturesLater />
        <Gone />
        {passFor(code, "before") && <OtherPlace />}
        <LookHere />
        <MessageBanner />
      </div>
      <main id="content" class={`person-main on-${chosen.value}`} tabIndex={-1}>
        {mine.room?.notice && <Notice text={say(mine.room.notice)} />}
        <Page />
        {(chosen.value === "now" || chosen.value === "table") && <RaiseHand />}
      </main>
      <Tabs />
      <p class="unseen" role="status">
        {moved}
      </p>
    </div>
  );
}

/** The strip that stays in sight: which step, how long, and whether what I wrote is saved. */
function TopBar({ step, title }: { step: Step | undefined; title: string }) {
  return (
    <header class="person-top">
      <div class="person-top-inside">
        <div class="person-step">
          <span class="person-room small soft">{title}</span>
          {step && chosen.value !== "now" && <span class="person-step-title">{say(step.title)}</span>}
        </div>
        {step && <Clock key={step.id} step={step} />}
        <SaveLine />
      </div>
    </header>
  );
}

function Tabs() {
  return (
    <nav class="person-tabs" aria-label={tp("nav.label")}>
      {IDS.map((id) => (
        <a key={id} href={`#${id}`} aria-current={chosen.value === id ? "page" : undefined}>
          <Icon name={ICONS[id]} />
          <span>{tp(`nav.${id}` as ParticipantKey)}</span>
        </a>
      ))}
    </nav>
  );
}

const OtherPlace = late(async () => (await import("./participant/otherplace")).OtherPlace, { quiet: true });
const PicturesLine = late(async () => (await import("../parts/picturesline")).PicturesLine, { quiet: true });

/** Pictures that waited on this device go on their way once the page itself is there. */
function PicturesLater() {
  const [now, setNow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setNow(true), 1_500);
    return () => clearTimeout(timer);
  }, []);
  return now ? <PicturesLine /> : null;
}

/** Fetches the other pages once this one has settled, so that they open without network too. */
function usePagesAhead(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const part of [TablePage, OthersPage, MePage, CalledThing]) part.ahead();
    }, 2_500);
    return () => clearTimeout(timer);
  }, []);
}

/** Turning to another page moves focus and sight to its beginning, as a new page would. */
function useFocusOnTurn(): void {
  const before = useRef(chosen.value);
  useEffect(() => {
    if (before.current === chosen.value) return;
    before.current = chosen.value;
    scrollTo(0, 0);
    document.getElementById("content")?.focus({ preventScroll: true });
  }, [chosen.value]);
}
