/** Voting on one's own device: agreement, points, or impact and effort, one thing after the other. */

import "../../style/votes.css";
import { Empty } from "../../parts/chip";
import type { Room } from "../../room";
import { useMine } from "../../views/mine";
import { type Votable, votables } from "../../views/votes";
import { useVisit } from "../../visit";
import type { Ballot } from "../../wire.gen";
import { tv } from "../../words/votes";
import { Agreement, Placing, Points } from "./answers";

/** A whole ballot: each thing with its own answer, and how far this person is. */
export function BallotSheet({ ballot }: { ballot: Ballot }) {
  const { room } = useVisit();
  const { person } = useMine();
  const things = votables(room, ballot);
  const me = person?.id ?? "";
  const axes =
    ballot.how === "plane" ? ["#impact", "#effort"] : ballot.how === "agreement" ? ["#agreement"] : [""];
  const done = things.filter(({ on }) => axes.some((axis) => weightOf(room, on + axis, me) > 0));
  const left = ballot.budget - things.reduce((sum, { on }) => sum + weightOf(room, on, me), 0);
  return (
    <div class="stack">
      <p class="soft">{tv("secret")}</p>
      {person && person.speaks_for > 1 && (
        <p class="speaks-for">{tv("speaks.for", { n: person.speaks_for })}</p>
      )}
      {things.length === 0 && <Empty title={tv("open.nothing")} />}
      {things.length > 0 && (
        <p class="small soft figures" role="status">
          {tv("progress", { done: done.length, n: things.length })}
          {ballot.how === "points" && ballot.budget > 0 && <> · {pointsLeft(left)}</>}
        </p>
      )}
      <ul class="plain-list pile-list">
        {things.map((thing) => (
          <li key={thing.id}>
            <article class="slip ballot">
              <p class="ballot-text">{thing.text}</p>
              <Answer ballot={ballot} thing={thing} left={left} />
            </article>
          </li>
        ))}
      </ul>
    </div>
  );
}

function pointsLeft(left: number): string {
  if (left === 0) return tv("points.none");
  return left > 0 ? tv("points.left", { n: left }) : tv("points.over", { n: -left });
}

function weightOf(room: Room, on: string, person: string): number {
  return room.one("vote", `${on}:${person}`).value?.weight ?? 0;
}

function Answer({ ballot, thing, left }: { ballot: Ballot; thing: Votable; left: number }) {
  if (ballot.how === "agreement") return <Agreement thing={thing} />;
  if (ballot.how === "plane") return <Placing thing={thing} />;
  return <Points thing={thing} most={ballot.most} left={ballot.budget ? left : ballot.most} />;
}
