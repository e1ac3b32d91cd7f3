/** The page: which screen the address means, who may see it, and what to say where nobody may. */

import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useErrorBoundary, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { RefusedCall, roomFront } from "./api";
import { Button, LinkButton } from "./parts/button";
import { useFile } from "./parts/file";
import { late } from "./parts/late";
import { Toasts, toast } from "./parts/toast";
import type { PageName } from "./pass";
import { route } from "./router";
import { changePass, passes, passThatOpens } from "./session";
import { Visit, VisitProvider } from "./visit";
import { refusalsCome, t, whyRefused, withWords } from "./words";
import { registerWorker } from "./worker";

/** What is kept for the time without network is fetched once the page itself is there and quiet. */
const QUIET_AFTER = 3_000;

/** What every screen of a room gets; the visit itself comes from `useVisit`. */
export interface ScreenProps {
  code: string;
}

type Loaded = { default: ComponentType<ScreenProps> };

/** Each screen is a file of its own that loads when it is needed: a phone never carries the console. */
const SCREENS = import.meta.glob<Loaded>("./screens/*.tsx");

const RefusedTexts = late(async () => (await import("./parts/refusedtexts")).RefusedTexts, { quiet: true });

function screenFile(screen: string): Promise<Loaded> | undefined {
  const load = SCREENS[`./screens/${screen}.tsx`];
  if (!load) return undefined;
  const file = withWords(load());
  // A phone fetches the sentences of refusals once it is in the room; elsewhere they come with the page.
  if (screen === "participant") return file;
  return Promise.all([file, refusalsCome().catch(() => null)]).then(([loaded]) => loaded);
}

function Late({ screen, code = "" }: { screen: string; code?: string }) {
  const { file, lost } = useFile(screen, () => screenFile(screen) ?? Promise.reject(new Error(screen)));
  if (file) return <file.default code={code} />;
  return lost ? <Missing /> : <p class="page soft">{t("app.loading")}</p>;
}

/** One visit a room and page: coming back to the same one does not knock again. */
function InRoom({ code, page }: { code: string; page: PageName }) {
  useLayoutEffect(() => {
    // Where the style asks what page this is: to ask for what stands in it would cost a look at each change.
    document.documentElement.dataset.page = page;
    return () => delete document.documentElement.dataset.page;
  }, [page]);
  // A pass that came or went opens the page anew.
  const opened = useMemo(() => passThatOpens(code, page), [code, page, passes.value]);
  const visit = useMemo(() => opened && new Visit(code, opened.from, opened.pass), [opened]);
  // Before the first picture: a slow phone takes a tenth of a second for that, and the line opens meanwhile.
  useLayoutEffect(() => {
    // The screen's file comes while the room does, instead of after it.
    if (visit) void screenFile(page === "person" ? "participant" : page)?.catch(() => null);
    if (visit) sayUnheard(visit);
    visit?.start();
    return () => visit?.stop();
  }, [visit]);
  // Who scans a sheet before coming in comes in first, and is then where the sheet led.
  if (!visit)
    return page === "person" || page === "sheet" ? (
      <Late screen="join" code={code} />
    ) : (
      <Closed text={t("app.nopass")} />
    );
  return (
    <VisitProvider value={visit}>
      <Door visit={visit} page={page} onForget={() => changePass(code, opened?.from ?? page, null)} />
    </VisitProvider>
  );
}

/**
 * Says why what was done before a reload came too late: a vote, a hand raised. Many votes of one ballot are one word,
 * and what is there already, because a picture that goes on by itself has brought it, is none.
 */
function sayUnheard(visit: Visit): void {
  const said = new Set(["record.exists"]);
  visit.onUnheard = ({ refused, facts }) => {
    if (!said.has(refused)) toast(() => whyRefused(refused, facts), "bad");
    said.add(refused);
  };
}

function Door({ visit, page, onForget }: { visit: Visit; page: PageName; onForget: () => void }) {
  const status = visit.line.status.value;
  const ready = visit.ready.value;
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(registerWorker, QUIET_AFTER);
    return () => clearTimeout(timer);
  }, [ready]);
  // Whoever draws comes in by the people's door, and has a page of their own behind it.
  const seat = visit.line.me.value?.seat;
  const personal = seat === "graphic" ? "graphic" : "participant";
  // Who only looks has nothing here that waits, and is to see no more of the room once their link has ended.
  const over = status.is === "refused" && (seat === "screen" || seat === "reader");
  if (ready && !over) return <Late screen={page === "person" ? personal : page} code={visit.code} />;
  if (status.is === "refused") {
    const again = (page === "person" || page === "sheet") && status.code === "access.token";
    return <TurnedAway visit={visit} why={status.code} {...(again ? { onAgain: onForget } : {})} />;
  }
  return (
    <main class="page">
      <p class="soft" role="status">
        {status.is !== "offline"
          ? t("line.connecting")
          : t(status.restarting ? "line.restarting" : "line.unseen")}
      </p>
    </main>
  );
}

/**
 * Says why nobody is let in; where a link opens nothing because its room was erased, says that, and when. What
 * waited on this device is there to be copied.
 */
function TurnedAway({ visit, why, onAgain }: { visit: Visit; why: string; onAgain?: () => void }) {
  const { code } = visit;
  const outbox = visit.outbox.value;
  const [erased, setErased] = useState("");
  useEffect(() => {
    if (why !== "access.token") return;
    roomFront(code).catch((error: unknown) => {
      if (error instanceof RefusedCall && error.code === "room.expired")
        setErased(whyRefused(error.code, error.facts));
    });
  }, [code, why]);
  return (
    <Closed text={erased || whyRefused(why)} {...(onAgain && !erased ? { onAgain } : {})}>
      {outbox && outbox.refused.value.length > 0 && <RefusedTexts outbox={outbox} />}
    </Closed>
  );
}

interface ClosedProps {
  title?: string;
  text: string;
  /** Where the person may simply come in again. */
  onAgain?: () => void;
  children?: ComponentChildren;
}

function Closed({ title = t("app.closed.title"), text, onAgain, children }: ClosedProps) {
  return (
    <main class="page stack" id="content" tabIndex={-1}>
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
      <div class="row">
        {onAgain && (
          <Button look="main" onClick={onAgain}>
            {t("join.anew")}
          </Button>
        )}
        <LinkButton href="/" icon="back">
          {t("app.home")}
        </LinkButton>
      </div>
    </main>
  );
}

/** What is shown while a file of the page is asked for again, which goes on by itself. */
function Missing() {
  return (
    <main class="page stack" id="content" tabIndex={-1}>
      <p role="status">{t("app.missing")}</p>
      <div>
        <Button onClick={() => location.reload()}>{t("app.reload")}</Button>
      </div>
    </main>
  );
}

function Broken() {
  return (
    <main class="page stack" id="content" tabIndex={-1}>
      <h1>{t("app.broken.title")}</h1>
      <p>{t("app.broken.text")}</p>
      <div>
        <Button look="main" onClick={() => location.reload()}>
          {t("app.reload")}
        </Button>
      </div>
    </main>
  );
}

/** The whole page. */
export function App() {
  const [failure] = useErrorBoundary();
  if (failure) return <Broken />;
  const here = route.value;
  return (
    <>
      <a class="skip" href="#content">
        {t("app.skip")}
      </a>
      {here.page === "home" && <Late screen="home" />}
      {here.page === "unknown" && <Closed title={t("app.unknown.title")} text={t("app.unknown.text")} />}
      {"code" in here && <InRoom key={`${here.code}/${here.page}`} code={here.code} page={here.page} />}
      <Toasts />
    </>
  );
}
