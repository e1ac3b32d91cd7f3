/** The step's clock: the same second on every page, and a word aloud at five minutes and at one. */

import { useRef } from "preact/hooks";
import { second } from "../clock";
import type { Step } from "../wire.gen";
import { t } from "../words";

/** Gives how many milliseconds a step has left; negative once its time is over, null before it runs. */
export function timeLeft(step: Pick<Step, "status" | "ends_at" | "left">, now: number): number | null {
  if (step.status === "paused") return step.left;
  if (step.status !== "running" || step.ends_at === null) return null;
  return step.ends_at - now;
}

/** Writes a span as minutes and seconds, or with hours where there are any. */
export function spell(milliseconds: number): string {
  const seconds = Math.ceil(Math.abs(milliseconds) / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

const ALOUD = [5, 1];

/** Shows how long a step has left; `large` for the projector. */
export function Clock({ step, large = false }: { step: Step; large?: boolean }) {
  const left = timeLeft(step, second.value);
  const before = useRef<number | null>(null);
  const word = useRef("");
  if (left === null) return null;
  const last = before.current;
  before.current = left;
  for (const minutes of ALOUD) {
    if (last !== null && last > minutes * 60_000 && left <= minutes * 60_000)
      word.current = t("clock.soon", { n: minutes });
  }
  if (last !== null && last > 0 && left <= 0) word.current = t("clock.done");
  const paused = step.status === "paused";
  const label = paused ? t("clock.paused") : left < 0 ? t("clock.over") : t("clock.left");
  const tone = left < 0 ? "over" : left <= 60_000 ? "last" : left <= 300_000 ? "soon" : "";
  return (
    <div class={`clock ${large ? "large" : ""} ${paused ? "paused" : tone}`}>
      <span role="timer" aria-live="off" class="figures">
        <span class="unseen">{label} </span>
        {left < 0 && "+"}
        {spell(left)}
      </span>
      {(paused || left < 0) && (
        <span class="clock-word" aria-hidden="true">
          {label}
        </span>
      )}
      <span class="unseen" role="status">
        {word.current}
      </span>
    </div>
  );
}
