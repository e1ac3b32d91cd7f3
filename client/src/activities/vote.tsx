/** Vote: points given to statements or proposals; only the sums are ever shown. */

import { useRef } from "preact/hooks";
import { newId } from "../ids";
import { Empty } from "../parts/chip";
import { useMine } from "../views/mine";
import { useVisit } from "../visit";
import { tp } from "../words/participant";
import type { ActivityProps } from "./index";

/** The page of a vote: each thing with its points, in the order in which it was written. */
export default function VoteStep({ step }: ActivityProps) {
  const { room } = useVisit();
  const points = Math.min(5, Math.max(1, Number(step.settings.points ?? 3)));
  const on = step.settings.on === "proposals" ? "proposal" : "statement";
  const ids =
    on === "proposal"
      ? room
          .all("proposal")
          .filter((one) => !one.withdrawn)
          .sort((a, b) => a.at - b.at)
          .map((one) => one.id)
      : room
          .all("statement")
          .filter((one) => !one.withdrawn && one.merged_into === null)
          .sort((a, b) => a.order - b.order)
          .map((one) => one.id);
  return (
    <div class="stack">
      <p class="soft">{tp("vote.secret")}</p>
      {ids.length === 0 && <Empty title={tp("vote.none")} />}
      <ul class="plain-list pile-list">
        {ids.map((id) => (
          <li key={id}>
            <Ballot kind={on} id={id} points={points} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Ballot({ kind, id, points }: { kind: "proposal" | "statement"; id: string; points: number }) {
  const visit = useVisit();
  const { canWrite, person } = useMine();
  const name = useRef(`vote-${newId()}`);
  const on = `${kind}/${id}`;
  const text = visit.room.one(kind, id).value?.text ?? "";
  const mine = visit.room.one("vote", `${on}:${person?.id ?? ""}`).value?.weight ?? 0;
  const tally = visit.room.one("tally", on).value;
  return (
    <article class="slip ballot">
      <p class="pre">{text}</p>
      <fieldset class="points" disabled={!canWrite}>
        <legend class="unseen">{tp("vote.points", { text })}</legend>
        {Array.from({ length: points + 1 }, (_, weight) => weight).map((weight) => (
          <label key={weight} class="point">
            <input
              type="radio"
              name={name.current}
              checked={mine === weight}
              onChange={() => void visit.do("vote.cast", { on, weight })}
            />
            <span aria-hidden="true">{weight}</span>
            <span class="unseen">{weight ? tp("vote.n", { n: weight }) : tp("vote.zero")}</span>
          </label>
        ))}
      </fieldset>
      <p class="small soft figures" role="status">
        {tp("vote.total", { n: tally?.total ?? 0 })} · {tp("vote.voters", { n: tally?.count ?? 0 })}
      </p>
    </article>
  );
}
