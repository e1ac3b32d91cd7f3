/** How many took part in a vote. */

import "../../style/votes.css";
import { electorate } from "../../views/votes";
import { useVisit } from "../../visit";
import { tv } from "../../words/votes";

/** How many voices of those that there could be. */
export function Turnout({ voices }: { voices: number }) {
  const all = Math.max(voices, electorate(useVisit().room.all("participant")));
  return (
    <div class="turnout">
      <p class="figures" role="status">
        {tv("console.turnout", { n: voices, of: all })}
      </p>
      <div class="turnout-line" aria-hidden="true">
        <div class="turnout-fill" style={{ width: `${all ? (100 * voices) / all : 0}%` }} />
      </div>
    </div>
  );
}
