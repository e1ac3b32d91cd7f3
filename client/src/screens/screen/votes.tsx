/** A vote in large: what it is on, how many took part, and what the room says, live. */

import { OpinionBar } from "../../parts/opinion";
import { Plane } from "../../parts/plane";
import { cut, lines, SPACE, WALL } from "../../views/pages";
import { placedProposals, planePages } from "../../views/plane";
import { openBallots, votables } from "../../views/votes";
import { useVisit } from "../../visit";
import type { Ballot } from "../../wire.gen";
import { tv, type VoteKey } from "../../words/votes";
import { Turnout } from "../console/turnout";
import { byDivision, byPoints } from "../console/voteresults";
import { Blank } from "./blank";
import { Large } from "./large";
import { Pager } from "./pager";
import { usePages, type ViewProps } from "./state";

function useBallot(reference: string | null): Ballot | undefined {
  const { room } = useVisit();
  const open = openBallots(room);
  const named = reference ?? open.find((one) => one.how !== "plane")?.id ?? "";
  const kept = room.one("ballot", named).value;
  const latest = room.all("ballot").filter((one) => one.how !== "plane");
  return open.find((one) => one.id === named) ?? kept ?? latest.sort((a, b) => b.opened_at - a.opened_at)[0];
}

/** The vote that the console names, or the one that is open. */
export function VotesView({ reference }: ViewProps) {
  const ballot = useBallot(reference);
  if (!ballot) return <Blank alone text={tv("open.nothing")} />;
  return <OneVote key={ballot.id} ballot={ballot} />;
}

/** Beside its bar a text has half the wall; an agreement's bar stands as high as two lines and a half. */
const BESIDE = 36;
const high = (text: string, bar: number) => Math.max(lines(text, BESIDE), bar) + 2 * SPACE;

function OneVote({ ballot }: { ballot: Ballot }) {
  const { room } = useVisit();
  const said = useLines(ballot);
  const bar = ballot.how === "agreement" ? 2.6 : 1;
  const pages = cut(said, 5, WALL, (line) => high(line.text, bar));
  const coming =
    said.length > 0 ? [] : cut(votables(room, ballot), 6, WALL, (one) => lines(one.text) + SPACE);
  const count = pages.length || coming.length;
  const { page, turn } = usePages(count);
  return (
    <div class="synthesis-view vote-view">
      <div class="wall-head">
        <h1>{tv(`ballot.${ballot.id}` as VoteKey)}</h1>
        <Turnout voices={ballot.voices} />
        <Pager page={page} count={count} turn={turn} />
      </div>
      {said.length === 0 && <Waiting texts={coming[page] ?? []} />}
      <ul class="plain-list vote-lines">
        {(pages[page] ?? []).map((line) => (
          <li key={line.id}>
            <Large text={line.text} line={BESIDE} />
            {line.shown}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What will be voted on, while no voice is here yet. */
function Waiting({ texts }: { texts: { id: string; text: string }[] }) {
  return (
    <ul class="plain-list large-statements">
      {texts.map(({ id, text }) => (
        <li key={id} class="large-statement">
          <Large text={text} />
        </li>
      ))}
    </ul>
  );
}

function useLines(ballot: Ballot) {
  const { room } = useVisit();
  if (ballot.how === "agreement")
    return byDivision(room, ballot.on, ballot.only).map(({ thing, said }) => ({
      id: thing.id,
      text: thing.text,
      shown: <OpinionBar said={said} />,
    }));
  const given = byPoints(room, ballot.on, ballot.only);
  const most = Math.max(1, ...given.map(({ tally }) => tally?.total ?? 0));
  return given.map(({ thing, tally }) => ({
    id: thing.id,
    text: thing.text,
    shown: (
      <p class="bar-line">
        <span
          class="bar-fill"
          style={{ width: `${(78 * (tally?.total ?? 0)) / most}%` }}
          aria-hidden="true"
        />
        <span class="bar-count figures">{tv("points.total", { n: tally?.total ?? 0 })}</span>
      </p>
    ),
  }));
}

/** The plane in large, its proposals beside it in pages: every number is explained on one of them. */
export function PlaneView() {
  const { room } = useVisit();
  const pages = planePages(placedProposals(room).placed);
  const { page, turn } = usePages(pages.length);
  return (
    <div class="synthesis-view">
      <div class="wall-head">
        <h1>{tv("plane.title")}</h1>
        <Pager page={page} count={pages.length} turn={turn} />
      </div>
      <Plane listed={pages[page] ?? []} />
    </div>
  );
}
