/** What was done to a statement, the latest first, each step with what takes it back or why nothing does. */

import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import { history, RefusedCall } from "../../api";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { type Chapter, chapters, type Event } from "../../views/history";
import { readable } from "../../views/lineage";
import { useVisit } from "../../visit";
import type { Past, Source, Statement } from "../../wire.gen";
import { dayAndTime, say, whyRefused } from "../../words";
import { type BoardKey, tBoard } from "../../words/synthesis";
import { useDesk } from "./desk";
import { short } from "./names";
import { Reworded } from "./reworded";

/** The whole history of a statement; read again whenever the statement changes. */
export function History({ statement }: { statement: Statement }) {
  const { code, pass } = useVisit();
  const [steps, setSteps] = useState<Past[] | null>(null);
  const [why, setWhy] = useState("");
  useEffect(() => {
    let wanted = true;
    // Strokes come several a second: the last one is soon enough.
    const soon = setTimeout(
      () =>
        history(code, pass.token, statement.id).then(
          (found) => {
            if (wanted) setSteps(found);
            if (wanted) setWhy("");
          },
          (error: unknown) => {
            const said = error instanceof RefusedCall ? error : new RefusedCall("network.gone");
            if (wanted) setWhy(whyRefused(said.code, said.facts));
          },
        ),
      steps ? 250 : 0,
    );
    return () => {
      wanted = false;
      clearTimeout(soon);
    };
  }, [code, pass, statement.id, statement.rev]);
  const told = steps && chapters(steps);
  return (
    <div class="stack">
      <p class="soft" role="status">
        {why ? <span class="error">{why}</span> : !told ? tBoard("history.loading") : tBoard("history.text")}
      </p>
      <ol class="plain-list past">
        {told?.map((chapter) => (
          <ChapterSlip key={chapter.step.seq} statement={statement} chapter={chapter} />
        ))}
      </ol>
    </div>
  );
}

function ChapterSlip({ statement, chapter }: { statement: Statement; chapter: Chapter }) {
  const { room } = useVisit();
  const name = room.one("participant", chapter.step.by ?? "").value?.name;
  const { undone } = chapter.step;
  return (
    <li class={`past-step ${undone ? "undone" : ""}`}>
      <p class="past-who small">
        <strong>{name || tBoard("history.somebody")}</strong>
        <span class="soft figures">{dayAndTime(chapter.step.at)}</span>
        {undone && <Chip>{tBoard("history.undone")}</Chip>}
      </p>
      {chapter.takesBack.length > 0 && (
        <p>
          {tBoard("history.took.back")}{" "}
          {chapter.takesBack.map((event, at) => (
            <Fragment key={event.is}>
              {at > 0 && ", "}
              <EventLine event={event} />
            </Fragment>
          ))}
        </p>
      )}
      {chapter.takesBack.length === 0 &&
        chapter.events.map((event) => (
          <div key={event.is} class="stack-s">
            <p>
              <EventLine event={event} />
            </p>
            <EventMatter event={event} />
          </div>
        ))}
      {!undone && <TakeBack statement={statement} chapter={chapter} />}
    </li>
  );
}

/** What an event was, in one phrase that follows the person's name. */
function EventLine({ event }: { event: Event }) {
  const { room } = useVisit();
  const criterion = (id: string | null) =>
    id === null ? tBoard("criterion.none") : say(room.peek("criterion", id)?.label);
  const title = (id: string | null | undefined) => short(room.peek("statement", id ?? "")?.text ?? "", 60);
  const line = () => {
    switch (event.is) {
      case "drawn":
      case "turned":
        return tBoard(`history.${event.is}.${event.how}`, { n: event.cards.length });
      case "released":
        return tBoard("history.released", { n: event.cards.length });
      case "stance":
        return tBoard("history.stance", {
          was: tBoard(`stance.${event.was}`),
          now: tBoard(`stance.${event.now}`),
        });
      case "criterion":
        return tBoard("history.criterion", { was: criterion(event.was), now: criterion(event.now) });
      case "joined":
      case "parted":
        return tBoard(`history.${event.is}`, { text: event.statements.map(title).join(" » « ") });
      case "into":
        return event.statement === null
          ? tBoard("history.into.none")
          : tBoard("history.into", { text: title(event.statement) });
      default:
        return tBoard(event.is === "text" ? "history.text.line" : `history.${event.is}`);
    }
  };
  return <>{line()}</>;
}

/** The words that an event was about. */
function EventMatter({ event }: { event: Event }) {
  if (event.is === "made") {
    return (
      <>
        <p class="past-text">{event.text}</p>
        <Cards cards={event.cards} />
      </>
    );
  }
  if (event.is === "text") {
    return (
      <p class="past-text">
        <Reworded then={event.was} now={event.now} brief />
      </p>
    );
  }
  return "cards" in event ? <Cards cards={event.cards} /> : null;
}

function Cards({ cards }: { cards: Source[] }) {
  const { room } = useVisit();
  if (cards.length === 0) return null;
  return (
    <ul class="past-cards small">
      {cards.map((one) => (
        <li key={one.card}>
          {short(readable(one, room.one("card", one.card).value), 140) || tBoard("lineage.notext")}
        </li>
      ))}
    </ul>
  );
}

function TakeBack({ statement, chapter }: { statement: Statement; chapter: Chapter }) {
  const desk = useDesk();
  const { step } = chapter;
  if (!desk.mayEdit.value) return null;
  if (step.refused === null) {
    // A whole piece of writing goes as one edit: what others wrote beside it since stays.
    const was = String(step.was.text ?? "").trim();
    if (step.strokes > 1 && !was) return null;
    const back = () =>
      step.strokes > 1 ? desk.edit(statement.id, was, step.seq) : void desk.undo({ ops: [step.op] });
    return <BackButton onClick={back} chapter={chapter} />;
  }
  const key = `history.kept.${step.field ?? step.refused}`;
  return <p class="small soft">{tBoard(KEPT.has(key) ? (key as BoardKey) : "history.kept")}</p>;
}

const KEPT = new Set(["history.kept.text", "history.kept.sources", "history.kept.op.not-yours"]);

function BackButton({ onClick, chapter }: { onClick: () => void; chapter: Chapter }) {
  const again = chapter.takesBack.length > 0;
  return (
    <Button
      look="plain"
      icon="undo"
      aria-label={tBoard("about", {
        action: tBoard(again ? "history.again" : "history.back"),
        text: dayAndTime(chapter.step.at),
      })}
      onClick={onClick}
    >
      {tBoard(again ? "history.again" : "history.back")}
    </Button>
  );
}
