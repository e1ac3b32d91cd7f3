/** The rotation: which experience each table takes apart in each round, and beginning the next one. */

import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { Field } from "../../parts/field";
import { usualRounds } from "../../views/rounds";
import { experienceOf } from "../../views/seating";
import { useVisit } from "../../visit";
import type { RoundPart } from "../../wire.gen";
import { say } from "../../words";
import { tDesk } from "../../words/attention.console";
import { useExperiences, useRoomInfo, useTables } from "./state";

/** Planning and running rounds; for rooms with tables and several experiences. */
export function Rounds() {
  const { room } = useVisit();
  const act = useAct();
  const info = useRoomInfo();
  const tables = useTables();
  const experiences = useExperiences();
  const rounds = room.one("format", "format").value?.rounds ?? [];
  const planned = rounds.filter((round) => room.all("assignment").some((one) => one.round === round.id));
  const [typed, setTyped] = useState("");
  const usual = usualRounds(rounds, experiences);
  const n = Number(typed || usual);
  if (tables.length === 0 || experiences.length < 2) return null;
  const plan = (event: Event) => {
    event.preventDefault();
    void act("group.rotate", { rounds: n }, tDesk("rounds.did", { n }));
  };
  return (
    <section class="rounds stack" aria-label={tDesk("rounds.title")}>
      <h3>{tDesk("rounds.title")}</h3>
      <p class="small soft">{tDesk("rounds.help")}</p>
      {!info.closed && (
        <form class="show-one" onSubmit={plan}>
          <Field
            label={tDesk("rounds.count")}
            type="number"
            value={typed}
            placeholder={String(usual)}
            onText={setTyped}
          />
          <Button type="submit" disabled={!Number.isInteger(n) || n < 1}>
            {tDesk("rounds.plan")}
          </Button>
        </form>
      )}
      {planned.length > 1 && <Rotation rounds={planned} />}
    </section>
  );
}

function Rotation({ rounds }: { rounds: RoundPart[] }) {
  const { room } = useVisit();
  const tables = useTables();
  const experiences = useExperiences();
  const assignments = room.all("assignment");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways can be scrolled by keyboard
    <section class="rotation" tabIndex={0} aria-label={tDesk("rounds.table")}>
      <table>
        <caption class="unseen">{tDesk("rounds.table")}</caption>
        <thead>
          <tr>
            <th scope="col">{tDesk("rounds.tables")}</th>
            {rounds.map((round) => (
              <th key={round.id} scope="col">
                <RoundHead round={round} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <tr key={table.id}>
              <th scope="row">{table.name}</th>
              {rounds.map((round) => (
                <td key={round.id}>
                  {say(experienceOf(assignments, experiences, table.id, round.id)?.title) ||
                    tDesk("rounds.none")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RoundHead({ round }: { round: RoundPart }) {
  const act = useAct();
  const info = useRoomInfo();
  const name = say(round.title);
  return (
    <span class="round-head">
      {name}
      {round.id === info.round && <Chip tone="accent">{tDesk("rounds.now")}</Chip>}
      {round.id !== info.round && !info.closed && (
        <Button
          icon="play"
          aria-label={tDesk("rounds.start.this", { round: name })}
          onClick={() =>
            void act("round.start", { round: round.id }, tDesk("rounds.started", { round: name }))
          }
        >
          {tDesk("rounds.start")}
        </Button>
      )}
    </span>
  );
}
