/** One answer to one thing: taps that work by touch and by keyboard, and what the room says under them. */

import { useRef } from "preact/hooks";
import { newId } from "../../ids";
import { aloud } from "../../parts/acting";
import { Button } from "../../parts/button";
import { OpinionOn, SIGNS } from "../../parts/opinion";
import { useMine } from "../../views/mine";
import type { Votable } from "../../views/votes";
import { useVisit } from "../../visit";
import { tv } from "../../words/votes";

function useBallotOn(on: string) {
  const visit = useVisit();
  const { canWrite, person } = useMine();
  const name = useRef(`vote-${newId()}`);
  const mine = visit.room.one("vote", `${on}:${person?.id ?? ""}`).value?.weight ?? 0;
  const cast = (weight: number) => aloud(visit, "vote.cast", { on, weight });
  return { name: name.current, mine, cast, canWrite };
}

const CHOICES = [
  { weight: 3, choice: "agree" },
  { weight: 2, choice: "nuance" },
  { weight: 1, choice: "disagree" },
] as const;

/** Agree, nuance or disagree; what the room says comes under it. */
export function Agreement({ thing }: { thing: Votable }) {
  const { name, mine, cast, canWrite } = useBallotOn(`${thing.on}#agreement`);
  return (
    <>
      <fieldset class="opinions" disabled={!canWrite}>
        <legend class="unseen">{tv("opinion.of", { text: thing.text })}</legend>
        {CHOICES.map(({ weight, choice }) => (
          <label key={weight} class={`opinion-choice ${choice}`}>
            <input type="radio" name={name} checked={mine === weight} onChange={() => cast(weight)} />
            <span class="opinion-sign" aria-hidden="true">
              {SIGNS[choice]}
            </span>
            <span>{tv(choice)}</span>
          </label>
        ))}
      </fieldset>
      <OpinionOn on={thing.on} />
      {mine > 0 && canWrite && (
        <div>
          <Button look="plain" icon="undo" onClick={() => cast(0)}>
            {tv("take.back")}
          </Button>
        </div>
      )}
    </>
  );
}

/**
 * Points from none to the most that one thing may get, as far as there are any left. Where a vote was opened again
 * with less to give, what was given more shows, and can be taken back.
 */
export function Points({ thing, most, left }: { thing: Votable; most: number; left: number }) {
  const { name, mine, cast, canWrite } = useBallotOn(thing.on);
  const tally = useVisit().room.one("tally", thing.on).value;
  return (
    <>
      <fieldset class="points" disabled={!canWrite}>
        <legend class="unseen">{tv("points.of", { text: thing.text })}</legend>
        {Array.from({ length: Math.max(most, mine) + 1 }, (_, weight) => weight).map((weight) => (
          <label key={weight} class="point">
            <input
              type="radio"
              name={name}
              checked={mine === weight}
              disabled={weight > 0 && weight !== mine && (weight > most || weight > mine + left)}
              onChange={() => cast(weight)}
            />
            <span aria-hidden="true">{weight}</span>
            <span class="unseen">{weight ? tv("points.total", { n: weight }) : tv("points.zero")}</span>
          </label>
        ))}
      </fieldset>
      <p class="small soft figures" role="status">
        {tv("points.total", { n: tally?.total ?? 0 })} · {tv("voices", { n: tally?.count ?? 0 })}
      </p>
    </>
  );
}

/** Impact and effort of one proposal, five taps each; the same tap again takes it back. */
export function Placing({ thing }: { thing: Votable }) {
  return (
    <div class="placing">
      <Axis thing={thing} axis="impact" />
      <Axis thing={thing} axis="effort" />
    </div>
  );
}

function Axis({ thing, axis }: { thing: Votable; axis: "impact" | "effort" }) {
  const { name, mine, cast, canWrite } = useBallotOn(`${thing.on}#${axis}`);
  return (
    <fieldset class="axis" disabled={!canWrite}>
      <legend>
        <span aria-hidden="true">{tv(axis)}</span>
        <span class="unseen">{tv(`${axis}.of`, { text: thing.text })}</span>
      </legend>
      <div class="axis-line">
        <div class="axis-steps">
          {[1, 2, 3, 4, 5].map((weight) => (
            <label key={weight} class={`axis-step ${weight <= mine ? "on" : ""}`}>
              <input
                type="radio"
                name={name}
                checked={mine === weight}
                onChange={() => cast(weight)}
                onClick={() => mine === weight && cast(0)}
              />
              <span aria-hidden="true">{weight}</span>
              <span class="unseen">{tv("weight.of", { n: weight })}</span>
            </label>
          ))}
        </div>
        <span class="axis-ends small soft" aria-hidden="true">
          <span>{tv(`${axis}.low`)}</span>
          <span>{tv(`${axis}.high`)}</span>
        </span>
      </div>
    </fieldset>
  );
}
