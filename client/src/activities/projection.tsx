/** Projection: what the room proposes, resting on its synthesis, and who commits to what. */

import { useComputed } from "@preact/signals";
import { useState } from "preact/hooks";
import { Empty } from "../parts/chip";
import { Plane } from "../parts/plane";
import { useMine } from "../views/mine";
import { isPlaced } from "../views/plane";
import { useVisit } from "../visit";
import type { ProposalKind } from "../wire.gen";
import { say } from "../words";
import { tp } from "../words/participant";
import { tv } from "../words/votes";
import type { ActivityProps } from "./index";
import { ProposalForm } from "./projection/form";
import { ProposalView } from "./projection/proposal";

/** The page of a projection, one part a kind of proposal. */
export default function Projection({ step }: ActivityProps) {
  const { format } = useMine();
  const all = format?.proposal_kinds ?? [];
  const named = Array.isArray(step.settings.kinds) ? step.settings.kinds : [];
  const kinds = named.length ? all.filter((kind) => named.includes(kind.id)) : all;
  if (kinds.length === 0) return <Empty title={tp("briefing.listen")} />;
  return (
    <div class="stack-l">
      <ThePlane />
      {kinds.map((kind) => (
        <KindPart key={kind.id} kind={kind} />
      ))}
    </div>
  );
}

/**
 * Where the votes place the proposals so far. Drawn while it is unfolded alone: sixty proposals find their places
 * anew with each vote of a hall, for which a phone that shows nothing of it had no time left.
 */
function ThePlane() {
  const { room } = useVisit();
  const [open, setOpen] = useState(false);
  const placed = useComputed(() =>
    room.all("proposal").some((one) => !one.withdrawn && isPlaced(room, one.id)),
  );
  if (!placed.value) return null;
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{tv("plane.title")}</summary>
      {open && <Plane />}
    </details>
  );
}

function KindPart({ kind }: { kind: ProposalKind }) {
  const { room } = useVisit();
  const { canWrite } = useMine();
  const ids = room
    .all("proposal")
    .filter((one) => one.kind === kind.id && !one.withdrawn)
    .sort((a, b) => b.at - a.at)
    .map((one) => one.id);
  return (
    <section class="stack">
      <header class="stack-s">
        <h2>{say(kind.label)}</h2>
        <p class="lead">{say(kind.question)}</p>
      </header>
      {canWrite && <ProposalForm kind={kind.id} />}
      <p class="small soft" role="status">
        {ids.length ? tp("projection.count", { n: ids.length }) : tp("projection.none")}
      </p>
      <ul class="plain-list pile-list">
        {ids.map((id) => (
          <li key={id}>
            <ProposalView id={id} />
          </li>
        ))}
      </ul>
    </section>
  );
}
