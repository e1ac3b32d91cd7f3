/** What the room does now: the step, what is asked, and its activity; or a calm word between steps. */

import { useState } from "preact/hooks";
import { LinkButton } from "../../parts/button";
import { Empty } from "../../parts/chip";
import { late } from "../../parts/late";
import { remember, remembered } from "../../remembered";
import { setAside } from "../../views/agenda";
import { useMine } from "../../views/mine";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { otherTongue, say } from "../../words";
import { tp } from "../../words/participant";
import { StepActivity, useActivitiesAhead } from "./activity";
import { Begun } from "./begun";

/** The first page. */
export function NowPage() {
  const { room } = useVisit();
  const mine = useMine();
  useActivitiesAhead();
  const step = room.one("step", mine.room?.step ?? "").value;
  if (mine.room?.closed) return <ClosedRoom code={mine.room.code} />;
  if (!step) return <Waiting name={mine.person?.name ?? ""} />;
  return (
    <article class="now">
      <header class="now-head">
        <h1 lang={otherTongue(step.title)}>{say(step.title)}</h1>
        {step.status === "paused" && <p class="chip warn">{tp("now.paused")}</p>}
        {step.instructions.fr && <Instructions key={step.id} step={step} />}
      </header>
      <Votes step={step} />
      <StepActivity step={step} />
    </article>
  );
}

const OpenVotes = late(async () => (await import("./openvotes")).OpenVotes, { quiet: true });

/** The votes that a facilitator opened beside the step; their file comes with the first of them. */
function Votes({ step }: { step: Step | undefined }) {
  const open = useVisit()
    .room.all("ballot")
    .some((ballot) => ballot.open);
  return open ? <OpenVotes step={step} /> : null;
}

/** What is asked; folded once by the person, it stays so on this device for that step. */
function Instructions({ step }: { step: Step }) {
  const key = `folded:${step.id}`;
  const [open, setOpen] = useState(remembered(key) === null);
  return (
    <details
      class="instructions"
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        remember(key, event.currentTarget.open ? null : "1");
      }}
    >
      <summary>{tp("now.instructions")}</summary>
      <p lang={otherTongue(step.instructions)}>{say(step.instructions)}</p>
    </details>
  );
}

function Waiting({ name }: { name: string }) {
  const steps = byOrder(useVisit().room.all("step")).filter((step) => !step.off);
  const begun = steps.some((step) => step.status !== "todo");
  const last = steps.map((step) => step.status).lastIndexOf("done");
  const next = setAside(steps) ?? steps.slice(last + 1).find((step) => step.status === "todo");
  return (
    <article class="now stack">
      <h1>{begun ? tp("now.waiting") : tp("now.before", { name })}</h1>
      <Votes step={undefined} />
      <p class="lead">{begun ? tp("now.waiting.text") : tp("now.before.text")}</p>
      {next && (
        <section class="next-step">
          <p class="over-title">{tp("now.next")}</p>
          <h2>{say(next.title)}</h2>
          <p class="soft">
            {tp("now.next.minutes", { n: next.left ? Math.ceil(next.left / 60_000) : next.minutes })}
          </p>
        </section>
      )}
    </article>
  );
}

function ClosedRoom({ code }: { code: string }) {
  return (
    <article class="now stack">
      <h1>{tp("closed.title")}</h1>
      <Empty title={tp("closed.text")}>
        <LinkButton href={`/r/${code}/publication`} icon="book">
          {tp("closed.publication")}
        </LinkButton>
      </Empty>
      <Begun />
    </article>
  );
}
