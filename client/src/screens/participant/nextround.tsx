/** My next table: where I go in the next round, and all rounds of the day where there are several. */

import { useMine } from "../../views/mine";
import { nextStop, type Stop, stopsOf } from "../../views/rounds";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tAttention } from "../../words/attention";

/** What the next round brings; nothing where there is none. */
export function NextRound() {
  const { room } = useVisit();
  const { person, format, room: info } = useMine();
  if (!person || !format || !info) return null;
  const stops = stopsOf(person, {
    rounds: format.rounds,
    assignments: room.all("assignment"),
    experiences: room.all("experience"),
    groups: room.all("group"),
    now: info.round,
  });
  const planned = stops.filter((stop) => stop.experience !== null);
  const next = nextStop(stops, info.round);
  if (planned.length < 2) return null;
  const facts = (stop: Stop) => ({
    round: say(stop.round.title),
    experience: say(stop.experience?.title),
    table: stop.group?.name ?? "",
  });
  const stays = next?.experience?.id === person.carries;
  return (
    <section class="next-round stack-s" aria-live="polite">
      {next && (
        <>
          <h2>{tAttention("next.title")}</h2>
          <p>{tAttention(stays ? "next.host" : "next.table", facts(next))}</p>
        </>
      )}
      <details class="fold">
        <summary>{tAttention("next.all")}</summary>
        <ol class="plain-list stack-s">
          {stops.map((stop) => (
            <li key={stop.round.id} aria-current={stop.round.id === info.round ? "step" : undefined}>
              <strong>{say(stop.round.title)}</strong>
              {stop.round.id === info.round && <span class="chip accent">{tAttention("next.now")}</span>}
              <br />
              {[stop.group?.name, say(stop.experience?.title) || tAttention("next.none")].join(" · ")}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
