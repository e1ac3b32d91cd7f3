/** An agreement vote at a glance: one bar in three parts, told apart by place, lightness and hatching. */

import "../style/votes.css";
import { type Opinion, opinion } from "../views/votes";
import { useVisit } from "../visit";
import { tv } from "../words/votes";
import { Chip } from "./chip";
import { Icon } from "./icons";

const PARTS = ["disagree", "nuance", "agree"] as const;
export const SIGNS = { agree: "+", nuance: "~", disagree: "−" };

/** The bar of what was said on something, as votes name it; nothing before the first voice. */
export function OpinionOn({ on }: { on: string }) {
  const said = opinion(useVisit().room.one("tally", `${on}#agreement`).value?.spread);
  return said.voices ? <OpinionBar said={said} /> : null;
}

/** The bar, and the same in words. */
export function OpinionBar({ said }: { said: Opinion }) {
  return (
    <div class="opinion">
      <div class="opinion-bar" aria-hidden="true">
        {PARTS.filter((part) => said[part] > 0).map((part) => (
          <span key={part} class={`opinion-part ${part}`} style={{ flexGrow: said[part] }}>
            {SIGNS[part]}
          </span>
        ))}
      </div>
      <p class="opinion-words figures">
        <span>{[...PARTS].map((part) => tv(`${part}.n`, { n: said[part] })).join(" · ")}</span>
        {said.divides && <Divides />}
      </p>
    </div>
  );
}

/** Says that something divides the room, and by which measure. */
export function Divides() {
  return (
    <span class="divides" title={tv("divides.what")}>
      <Chip tone="warn">
        <Icon name="split" size={16} /> {tv("divides")}
      </Chip>
    </span>
  );
}
