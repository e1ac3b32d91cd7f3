/** What asks for the facilitator's attention, and what they ask of everybody's: hands, a call, timers. */

import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { EndWarning } from "../../parts/endwarning";
import { queueOf, readReference } from "../../views/calls";
import { useVisit } from "../../visit";
import { hour, say } from "../../words";
import { tDesk } from "../../words/attention.console";
import { useRoomInfo, useTables } from "./state";
import { DeskTimers } from "./timers";
import "../../style/attention.css";

/** The strip under what runs now. */
export function Attention() {
  return (
    <section class="attention" aria-label={tDesk("attention.title")}>
      <EndWarning />
      <CallNow />
      <Hands />
      <DeskTimers />
    </section>
  );
}

/** What everybody is called to look at, until they are let go. */
function CallNow() {
  const { room } = useVisit();
  const act = useAct();
  const closed = useRoomInfo().closed;
  const reference = readReference(room.one("focus", "focus").value?.on);
  const named = useName(reference?.kind ?? "page", reference?.id ?? "");
  return (
    <div role="status">
      {reference && (
        <div class="call-now">
          <p>
            <span class="small">{tDesk("call.now")} </span>
            <strong>{named || tDesk(`kind.${reference.kind}`)}</strong>
          </p>
          {!closed && (
            <Button onClick={() => void act("focus.set", { on: null }, tDesk("call.ended"))}>
              {tDesk("call.end")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Says in a few words what a reference leads to. */
function useName(kind: string, id: string): string {
  const { room } = useVisit();
  const short = (text = "") => (text.length > 80 ? `${text.slice(0, 78)}…` : text);
  if (kind === "card") return short(room.one("card", id).value?.text);
  if (kind === "statement") return short(room.one("statement", id).value?.text);
  if (kind === "proposal") return short(room.one("proposal", id).value?.text);
  if (kind === "board") return short(room.one("board", id).value?.caption);
  if (kind === "experience") return say(room.one("experience", id).value?.title);
  return say(room.one("page", id).value?.title);
}

/** Thirty hands of a large hall would fill the page over everything else. */
const FIRST_HANDS = 6;

/** The queue of raised hands, the longest waiting first. */
function Hands() {
  const { room } = useVisit();
  const act = useAct();
  const tables = useTables();
  const closed = useRoomInfo().closed;
  const hands = queueOf(room.all("hand"));
  const people = new Map(room.all("participant").map((person) => [person.id, person]));
  const [all, setAll] = useState(false);
  const more = hands.length - FIRST_HANDS;
  return (
    <div class={hands.length > 0 ? "hands" : undefined}>
      <div role="status">
        {hands.length > 0 && <h2 class="small">{tDesk("hands.title", { n: hands.length })}</h2>}
      </div>
      <ol class="plain-list">
        {(all ? hands : hands.slice(0, FIRST_HANDS)).map((hand) => {
          const person = people.get(hand.id);
          const name = person?.name ?? "";
          const table = tables.find((one) => one.id === person?.group)?.name;
          return (
            <li key={hand.id} class="hand">
              <span>
                <strong>{name}</strong>{" "}
                <span class="small soft">
                  {[table, tDesk("hands.since", { at: hour(hand.at) })].filter(Boolean).join(" · ")}
                </span>
              </span>
              {!closed && (
                <Button
                  icon="check"
                  aria-label={tDesk("hands.heard.this", { name })}
                  onClick={() => void act("hand.raise", { raised: false, participant: hand.id })}
                >
                  {tDesk("hands.heard")}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      {more > 0 && (
        <Button look="plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? tDesk("hands.fewer") : tDesk("hands.more", { n: more })}
        </Button>
      )}
    </div>
  );
}
