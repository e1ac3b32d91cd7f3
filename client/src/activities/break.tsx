/** Break: when we start again, in large, and nothing to do. */

import { second } from "../clock";
import { timeLeft } from "../parts/clock";
import { hour } from "../words";
import { tp } from "../words/participant";
import type { ActivityProps } from "./index";

/** The page of a break. */
export default function Break({ step }: ActivityProps) {
  const left = timeLeft(step, second.value);
  const back = step.status === "running" && step.ends_at !== null ? hour(step.ends_at) : null;
  return (
    <div class="break">
      {back === null && <p class="lead">{tp("break.paused")}</p>}
      {back !== null && left !== null && left <= 0 && <p class="break-until">{tp("break.over")}</p>}
      {back !== null && (left === null || left > 0) && (
        <p class="break-until">{tp("break.until", { time: back })}</p>
      )}
    </div>
  );
}
