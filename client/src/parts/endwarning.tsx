/** The warning before a step ends: seen on a slip, heard where the person wants it; the clock says it aloud. */

import { useEffect, useRef, useState } from "preact/hooks";
import { bellOn, ring } from "../bell";
import { second } from "../clock";
import { type Mark, markPassed } from "../views/calls";
import { useVisit } from "../visit";
import { tAttention } from "../words/attention";
import { timeLeft } from "./clock";
import { Icon } from "./icons";

const SHOWN_FOR = 15_000;

/** Watches the running step, and tells at five minutes, at one, and at the end. */
export function EndWarning() {
  const { room } = useVisit();
  const current = room.one("room", "room").value?.step ?? "";
  const step = room.one("step", current).value;
  const left = step?.status === "running" ? timeLeft(step, second.value) : null;
  const before = useRef<{ step: string; left: number | null }>({ step: "", left: null });
  const [told, setTold] = useState<{ mark: Mark; at: number } | null>(null);
  useEffect(() => {
    const last = before.current.step === current ? before.current.left : null;
    // What was said of one step is not true of the next.
    if (before.current.step !== current) setTold(null);
    before.current = { step: current, left };
    const mark = markPassed(last, left);
    if (mark === null) return;
    setTold({ mark, at: second.peek() });
    if (bellOn.peek()) ring();
  }, [current, left]);
  if (!told || left === null || second.value - told.at > SHOWN_FOR) return null;
  return (
    // The step's clock announces the same words to screen readers.
    <p class="end-warning" aria-hidden="true">
      <Icon name="clock" size={20} />
      {tAttention(`soon.${told.mark}`)}
    </p>
  );
}
