/** The person's choice of a bell before a step ends, kept on this device. */

import { bellOn, ring, setBell } from "../../bell";
import { Button } from "../../parts/button";
import { tAttention } from "../../words/attention";

/** A box to tick, and a way to hear it first. */
export function BellSetting() {
  return (
    <fieldset class="choices">
      <legend>{tAttention("bell.title")}</legend>
      <label class="choice">
        <input type="checkbox" checked={bellOn.value} onChange={() => setBell(!bellOn.value)} />
        <span>{tAttention("bell.label")}</span>
      </label>
      <p class="small soft">{tAttention("bell.help")}</p>
      <div>
        <Button onClick={ring}>{tAttention("bell.try")}</Button>
      </div>
    </fieldset>
  );
}
