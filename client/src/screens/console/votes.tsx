/** The facilitator's votes: opened and closed here, with the turnout and what comes of each. */

import { stands } from "../../views/lineage";
import { byOrder } from "../../views/order";
import "../../style/votes.css";
import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { Field, Select } from "../../parts/field";
import { ballotId, openBallot, type Subject, VOTES, type Voting, votables } from "../../views/votes";
import { useVisit } from "../../visit";
import type { Ballot } from "../../wire.gen";
import { say } from "../../words";
import { tv, type VoteKey } from "../../words/votes";
import { DayAppraisal } from "./dayappraisal";
import { useRoomInfo } from "./state";
import { Turnout } from "./turnout";
import { VoteResults } from "./voteresults";

/** Each kind of vote that the room can hold. */
export function Votes() {
  const { room } = useVisit();
  const proposing = (room.one("format", "format").value?.proposal_kinds ?? []).length > 0;
  const votes = VOTES.filter(([on]) => on === "statements" || proposing);
  return (
    <div class="stack-l">
      <header class="stack-s">
        <h2>{tv("console.title")}</h2>
        <p class="soft">{tv("console.lead")}</p>
      </header>
      <div class="vote-desk">
        {votes.map(([on, how]) => (
          <VoteCard key={ballotId(on, how)} on={on} how={how} />
        ))}
      </div>
      <VoteResults votes={votes} />
      <DayAppraisal />
    </div>
  );
}

function VoteCard({ on, how }: { on: Subject; how: Voting }) {
  const { room } = useVisit();
  const act = useAct();
  const closed = useRoomInfo().closed;
  const id = ballotId(on, how);
  const kept = room.one("ballot", id).value;
  const open = openBallot(room, on, how);
  const things = votables(room, { on, only: open?.only ?? [] });
  const state = open ? "open" : kept ? "closed" : "never";
  return (
    <section class={`vote-card ${state}`} aria-labelledby={`vote-${id}`}>
      <div class="row spread">
        <Chip tone={open ? "good" : "plain"}>{tv(`console.state.${state}`)}</Chip>
        <span class="small soft figures">{tv(`console.things.${on}`, { n: things.length })}</span>
      </div>
      <h3 id={`vote-${id}`}>{tv(`ballot.${id}` as VoteKey)}</h3>
      {(open ?? kept) && <Turnout voices={(open ?? kept)?.voices ?? 0} />}
      {open && !closed && (
        <div class="row">
          <Button
            look="main"
            icon="check"
            onClick={() => void act("vote.close", { on, how }, tv("did.close"))}
          >
            {tv("console.close")}
          </Button>
          <ShowVote on={on} how={how} />
        </div>
      )}
      {!open && !closed && <Opening on={on} how={how} kept={kept} />}
    </section>
  );
}

function ShowVote({ on, how }: { on: Subject; how: Voting }) {
  const act = useAct();
  const [view, ref] = how === "plane" ? ["plane", null] : ["votes", ballotId(on, how)];
  return (
    <Button icon="screen" onClick={() => void act("screen.show", { view, ref }, tv("console.show"))}>
      {tv("console.show")}
    </Button>
  );
}

interface OpeningProps {
  on: Subject;
  how: Voting;
  kept: Ballot | undefined;
}

/** What is chosen before a vote is opened: on which statements, and with how many points. */
function Opening({ on, how, kept }: OpeningProps) {
  const { room } = useVisit();
  const act = useAct();
  const [most, setMost] = useState(String(kept?.most ?? 3));
  const [budget, setBudget] = useState(String(kept?.budget ?? 0));
  const [criterion, setCriterion] = useState("");
  const criteria = byOrder(room.all("criterion"));
  const only = room
    .all("statement")
    .filter((one) => criterion !== "" && one.criterion === criterion && stands(one))
    .map((one) => one.id);
  const nothing = votables(room, { on, only: [] }).length === 0;
  const begin = () =>
    void act(
      "vote.open",
      { on, how, most: Math.min(5, Math.max(1, Number(most) || 3)), budget: Number(budget) || 0, only },
      tv("did.open"),
    );
  return (
    <>
      {how === "points" && (
        <div class="two-fields">
          <Field label={tv("console.most")} type="number" value={most} onText={setMost} />
          <Field
            label={tv("console.budget")}
            help={tv("console.budget.help")}
            type="number"
            value={budget}
            onText={setBudget}
          />
        </div>
      )}
      {on === "statements" && criteria.length > 0 && (
        <Select label={tv("console.only")} value={criterion} onText={setCriterion}>
          <option value="">{tv("console.only.all")}</option>
          {criteria.map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.short.fr ? one.short : one.label)}
            </option>
          ))}
        </Select>
      )}
      {nothing && <p class="small soft">{tv(`console.nothing.${on}`)}</p>}
      <div class="row">
        <Button icon="play" disabled={nothing || (criterion !== "" && only.length === 0)} onClick={begin}>
          {tv(kept ? "console.again" : "console.open")}
        </Button>
        {kept && <ShowVote on={on} how={how} />}
      </div>
    </>
  );
}
