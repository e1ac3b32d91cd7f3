/** The projector's page: large, calm, nothing private; it follows the agenda or what the console says. */

import { useEffect, useMemo } from "preact/hooks";
import type { ScreenProps } from "../app";
import { Clock } from "../parts/clock";
import { Icon } from "../parts/icons";
import { JoinQr } from "../parts/qr";
import { Timers } from "../parts/timers";
import { remembered } from "../remembered";
import { autoView, hasBegun, keepsCards, type ViewName } from "../views/projector";
import { useVisit } from "../visit";
import { language, say } from "../words";
import { ts } from "../words/screen";
import "../style/attention.css";
import "../style/screen.css";
import "../style/screen.walls.css";
import "../style/screen.words.css";
import { AnswersView } from "./screen/answers";
import { BoardsView } from "./screen/boards";
import { CardsView } from "./screen/cards";
import { Controls } from "./screen/controls";
import { FilmView } from "./screen/film";
import { JoinView } from "./screen/join";
import { CriteriaView, DomainsView } from "./screen/matrices";
import { PageView } from "./screen/page";
import { PlanView } from "./screen/plan";
import { ProjectionView } from "./screen/projection";
import { QuestionView } from "./screen/question";
import { useScreenStep, type ViewProps } from "./screen/state";
import { StatementView } from "./screen/statement";
import { StepView } from "./screen/step";
import { SynthesisView } from "./screen/synthesis";
import { PlaneView, VotesView } from "./screen/votes";
import { useWakeLock } from "./screen/wake";

const VIEWS = {
  join: JoinView,
  step: StepView,
  cards: CardsView,
  plan: PlanView,
  answers: AnswersView,
  criteria: CriteriaView,
  domains: DomainsView,
  synthesis: SynthesisView,
  statement: StatementView,
  question: QuestionView,
  boards: BoardsView,
  page: PageView,
  projection: ProjectionView,
  votes: VotesView,
  replay: FilmView,
  plane: PlaneView,
};

function useShown(): { view: keyof typeof VIEWS; ref: string | null } {
  const { room } = useVisit();
  const step = useScreenStep();
  const shown = room.one("screen", "screen").value ?? { view: "auto", ref: null };
  const view = shown.view as ViewName;
  const info = room.one("room", "room").value;
  // A closed room lets nobody in; and a console of a newer version may name a view that this page does not know yet.
  const chosen = view in VIEWS && !(view === "join" && info?.closed);
  const known = chosen ? view : autoView(step, hasBegun(info, room.all("step")), keepsCards(info));
  return { view: known as keyof typeof VIEWS, ref: shown.ref };
}

/** The whole screen; where a facilitator blanked it, no more than the room's name. */
export default function Screen({ code }: ScreenProps) {
  const { room } = useVisit();
  const info = room.one("room", "room").value;
  const { view, ref } = useShown();
  const own = useMemo(() => remembered("language"), []);
  useWakeLock();
  useEffect(() => {
    document.title = ts("title", { room: info?.title ?? code });
  });
  useEffect(() => {
    // The hall's screen speaks the room's language, unless somebody chose another on this device.
    if (!own && info) language.value = info.language;
  }, [own, info?.language]);
  if (room.one("screen", "screen").value?.blank === true) return <Blanked />;
  return <Shown code={code} view={view} reference={ref} />;
}

function Shown({ code, view, reference }: ScreenProps & { view: keyof typeof VIEWS } & ViewProps) {
  const { room } = useVisit();
  const info = room.one("room", "room").value;
  const step = useScreenStep();
  const View = VIEWS[view];
  return (
    <div class={`screen view-${view}`}>
      <header class="screen-top">
        <p class="screen-room">{info?.title}</p>
        {view !== "step" && step && (
          <>
            <p class="screen-step">{say(step.title)}</p>
            <Clock key={step.id} step={step} />
          </>
        )}
        <Timers group={null} />
        {view !== "join" && !info?.closed && (
          <div class="screen-corner">
            <span class="figures">{code}</span>
            <JoinQr code={code} />
          </div>
        )}
      </header>
      <main
        id="content"
        tabIndex={-1}
        class="screen-view"
        key={view === "replay" ? view : `${view}/${reference}`}
      >
        <View reference={reference} />
      </main>
      <footer class="screen-foot">
        {info?.notice && <p class="screen-notice">{say(info.notice)}</p>}
        <Live />
        <Controls />
      </footer>
    </div>
  );
}

/** A wall that shows nothing: it stays so when it is loaded again, and lights up when the console says so. */
function Blanked() {
  const info = useVisit().room.one("room", "room").value;
  return (
    <div class="screen blanked">
      <main id="content" tabIndex={-1} class="screen-view">
        <h1>{info?.title}</h1>
      </main>
      <footer class="screen-foot">
        <Live />
        <Controls />
      </footer>
    </div>
  );
}

/** Says that the line is away, and nothing while it is not. */
function Live() {
  const status = useVisit().line.status.value;
  const restarting = status.is === "offline" && status.restarting;
  return (
    <p class="screen-live" role="status">
      {status.is !== "live" && (
        <>
          <Icon name="offline" size={28} /> {ts(restarting ? "restarting" : "offline")}
        </>
      )}
    </p>
  );
}
