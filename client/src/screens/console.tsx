/** The facilitator's page: the agenda, the tables, how far they are, the screen, the messages, the room. */

import { useEffect, useState } from "preact/hooks";
import type { ScreenProps } from "../app";
import { Button, LinkButton } from "../parts/button";
import { Chip } from "../parts/chip";
import { PicturesLine } from "../parts/picturesline";
import { Preferences } from "../parts/preferences";
import { SaveLine } from "../parts/saveline";
import { Tabs } from "../parts/tabs";
import { askingSteps, isQuestion } from "../views/questions";
import { useVisit } from "../visit";
import { day } from "../words";
import { type ConsoleKey, tc } from "../words/console";
import "../style/console.css";
import "../style/console.parts.css";
import { BoardDesk } from "./boards/desk";
import { Attention } from "./console/attention";
import { BlankLine } from "./console/blankscreen";
import { ErasingSoon } from "./console/erasingsoon";
import { LinksDialog } from "./console/links";
import { Messages } from "./console/messages";
import { Notes } from "./console/notes";
import { Now } from "./console/now";
import { People } from "./console/people";
import { Plan } from "./console/plan";
import { Preparing } from "./console/preparing";
import { ProgressMatrix } from "./console/progress";
import { Questions } from "./console/questions";
import { Rail } from "./console/rail";
import { RoomPanel } from "./console/roompanel";
import { ScreenPicker } from "./console/screenpicker";
import { useRoomInfo, useWide } from "./console/state";
import { Votes } from "./console/votes";
import { SheetDesk } from "./sheet/desk";

const SECTIONS = {
  agenda: Rail,
  tables: Plan,
  progress: ProgressMatrix,
  votes: Votes,
  people: People,
  screen: ScreenPicker,
  questions: Questions,
  messages: Messages,
  notes: Notes,
  sheets: SheetDesk,
  boards: BoardDesk,
  prepare: Preparing,
  room: RoomPanel,
};
type SectionName = keyof typeof SECTIONS;
const NAMES = Object.keys(SECTIONS) as SectionName[];

/** The console; on a wide page the agenda stands beside the rest, on a phone it is a tab like them. */
export default function Console({ code }: ScreenProps) {
  const info = useRoomInfo();
  const wide = useWide();
  const [chosen, setChosen] = useState<SectionName>(wide ? "tables" : "agenda");
  useEffect(() => {
    document.title = tc("title", { room: info.title });
  });
  const asked = useOpenQuestions();
  const names = NAMES.filter(
    (name) => (name !== "agenda" || !wide) && (name !== "questions" || asked !== null),
  );
  const shown = names.includes(chosen) ? chosen : "tables";
  const Section = SECTIONS[shown];
  const labels = useLabels();
  return (
    <div class="console">
      <Top code={code} />
      <main id="content" class="console-body" tabIndex={-1}>
        {info.closed && <p class="console-closed">{tc("closed")}</p>}
        <ErasingSoon />
        <PicturesLine />
        <BlankLine />
        <Now />
        <Attention />
        {wide && (
          <section class="console-rail" aria-label={tc("agenda.title")}>
            <Rail />
          </section>
        )}
        <div class="console-sections">
          <Tabs
            label={tc("sections")}
            chosen={shown}
            onChoose={(id) => setChosen(id as SectionName)}
            tabs={names.map((name) => ({ id: name, label: labels(name) }))}
          >
            <Section />
          </Tabs>
        </div>
      </main>
    </div>
  );
}

/** Counts the questions that nobody has answered; null where the day takes none. */
function useOpenQuestions(): number | null {
  const { room } = useVisit();
  const steps = askingSteps(room);
  if (steps.size === 0) return null;
  return room.all("card").filter((card) => isQuestion(card, steps) && !card.answered).length;
}

/** Gives the names of the sections; what waits for a facilitator's hand is counted on its tab. */
function useLabels(): (name: SectionName) => string {
  const sheets = useVisit().room.all("sheet");
  const waiting: Partial<Record<SectionName, number>> = {
    sheets: sheets.filter((sheet) => !sheet.done && !sheet.withdrawn).length,
    questions: useOpenQuestions() ?? 0,
  };
  return (name) => tc(`tab.${name}` satisfies ConsoleKey) + (waiting[name] ? ` (${waiting[name]})` : "");
}

function Top({ code }: { code: string }) {
  const info = useRoomInfo();
  const visit = useVisit();
  const [inviting, setInviting] = useState(false);
  const n = Object.keys(visit.line.here.value.here).length;
  return (
    <header class="console-top">
      <div class="console-name">
        <h1>{info.title}</h1>
        <p class="row small soft">
          <span class="console-code figures">{code}</span>
          {info.date && <span class="wide-only">{day(info.date)}</span>}
          {info.place && <span class="console-place">{info.place}</span>}
          <Chip>{tc("here", { n })}</Chip>
        </p>
      </div>
      <div class="console-tools row">
        <SaveLine />
        <Button icon="qr" onClick={() => setInviting(true)}>
          {tc("share")}
        </Button>
        <LinkButton class="wide-only" href={`/r/${code}/synthesis`} icon="merge">
          {tc("link.synthesis")}
        </LinkButton>
        <LinkButton class="wide-only" href={`/r/${code}/publication`} icon="book">
          {tc("link.publication")}
        </LinkButton>
        <Preferences />
      </div>
      <LinksDialog open={inviting} onClose={() => setInviting(false)} />
    </header>
  );
}
