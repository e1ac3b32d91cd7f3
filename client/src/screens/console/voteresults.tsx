/** What the votes came to, what divides first; a facilitator may mark it so on the board. */

import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { OpinionBar } from "../../parts/opinion";
import { Plane } from "../../parts/plane";
import type { Room } from "../../room";
import { ballotId, opinion, type Subject, type Voting, votables } from "../../views/votes";
import { useVisit } from "../../visit";
import { tv, type VoteKey } from "../../words/votes";
import { useRoomInfo } from "./state";

/** The results of all votes that were given. */
export function VoteResults({ votes }: { votes: [Subject, Voting][] }) {
  const { room } = useVisit();
  // A vote that was opened again on something else has no voices yet, and what was said before stands.
  const given = votes.filter(([on, how]) => {
    if (how === "plane") return (room.one("ballot", ballotId(on, how)).value?.voices ?? 0) > 0;
    return (how === "points" ? byPoints : byDivision)(room, on).length > 0;
  });
  return (
    <section class="stack">
      <h2>{tv("console.results")}</h2>
      {given.length === 0 && <p class="soft">{tv("console.results.none")}</p>}
      {given.map(([on, how]) => (
        <section key={ballotId(on, how)} class="stack-s">
          <h3>{tv(`ballot.${ballotId(on, how)}` as VoteKey)}</h3>
          {how === "agreement" && <Agreements on={on} />}
          {how === "points" && <PointList on={on} />}
          {how === "plane" && <Plane />}
        </section>
      ))}
    </section>
  );
}

/** Things with what was said on each, what divides first, then what most voices were given on. */
export function byDivision(room: Room, on: Subject, only: string[] = []) {
  return votables(room, { on, only })
    .map((thing) => ({ thing, said: opinion(room.one("tally", `${thing.on}#agreement`).value?.spread) }))
    .filter(({ said }) => said.voices > 0)
    .sort(
      (a, b) =>
        Number(b.said.divides) - Number(a.said.divides) ||
        (a.said.divides ? b.said.division - a.said.division : 0),
    );
}

function Agreements({ on }: { on: Subject }) {
  const { room } = useVisit();
  return (
    <ul class="plain-list vote-results">
      {byDivision(room, on).map(({ thing, said }) => (
        <li key={thing.id}>
          <p>{thing.text}</p>
          <OpinionBar said={said} />
          {said.divides && on === "statements" && <MarkDissent statement={thing.id} />}
        </li>
      ))}
    </ul>
  );
}

function MarkDissent({ statement }: { statement: string }) {
  const { room } = useVisit();
  const act = useAct();
  const closed = useRoomInfo().closed;
  const stance = room.one("statement", statement).value?.stance;
  if (closed || stance === "dissent") return null;
  return (
    <div>
      <Button
        onClick={() => void act("statement.edit", { statement, stance: "dissent" }, tv("console.marked"))}
      >
        {tv("console.mark")}
      </Button>
    </div>
  );
}

/** Things by the points that they were given. */
export function byPoints(room: Room, on: Subject, only: string[] = []) {
  return votables(room, { on, only })
    .map((thing) => ({ thing, tally: room.one("tally", thing.on).value }))
    .filter(({ tally }) => (tally?.count ?? 0) > 0)
    .sort((a, b) => (b.tally?.total ?? 0) - (a.tally?.total ?? 0));
}

function PointList({ on }: { on: Subject }) {
  const { room } = useVisit();
  return (
    <ol class="plain-list vote-results">
      {byPoints(room, on).map(({ thing, tally }) => (
        <li key={thing.id}>
          <p>{thing.text}</p>
          <p class="small soft figures">
            {tv("points.total", { n: tally?.total ?? 0 })} · {tv("voices", { n: tally?.count ?? 0 })}
          </p>
        </li>
      ))}
    </ol>
  );
}
