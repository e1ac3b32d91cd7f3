/** Clocks beside the step's own: the room's, and those of one's table. */

import { useRef } from "preact/hooks";
import { second } from "../clock";
import { timersFor } from "../views/calls";
import { useVisit } from "../visit";
import type { Timer } from "../wire.gen";
import { tAttention } from "../words/attention";
import { spell } from "./clock";
import { Icon } from "./icons";

/** How long a clock that has run out is still shown, in milliseconds. */
const LINGERS = 120_000;

/** Shows the clocks that concern a table; those that ran out linger a little and go. */
export function Timers({ group }: { group: string | null }) {
  const { room } = useVisit();
  const timers = timersFor(room.all("timer"), group).filter(
    (timer) => timer.ends_at > second.value - LINGERS,
  );
  if (timers.length === 0) return null;
  return (
    <section class="timers" aria-label={tAttention("timers.region")}>
      {timers.map((timer) => (
        <TimerFace key={timer.id} timer={timer} />
      ))}
    </section>
  );
}

/** One clock; its end is said aloud once. */
export function TimerFace({ timer }: { timer: Timer }) {
  const left = timer.ends_at - second.value;
  const before = useRef(left);
  const word = useRef("");
  const label = timer.label || tAttention(timer.group ? "timer.ours" : "timer.all");
  if (before.current > 0 && left <= 0) word.current = tAttention("timer.over.this", { label });
  before.current = left;
  return (
    <p class={`timer ${left <= 0 ? "over" : left <= 60_000 ? "last" : ""}`}>
      <Icon name="waiting" size={18} />
      <span class="timer-label">{label}</span>
      <span class="figures" role="timer" aria-live="off">
        <span class="unseen">{tAttention("timer.left")} </span>
        {left > 0 ? spell(left) : tAttention("timer.over")}
      </span>
      <span class="unseen" role="status">
        {word.current}
      </span>
    </p>
  );
}
