/** Votes that the facilitator opened beside the step: a line on the first page, and the ballot in a sheet. */

import { useEffect, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Icon } from "../../parts/icons";
import { late } from "../../parts/late";
import { toast } from "../../parts/toast";
import { useMine } from "../../views/mine";
import { ballotId, openBallots } from "../../views/votes";
import { useVisit } from "../../visit";
import type { Ballot, Step } from "../../wire.gen";
import { whyRefused } from "../../words";
import { tv, type VoteKey } from "../../words/votes";

const BallotSheet = late(async () => (await import("../../activities/vote/ballot")).BallotSheet);

/** One line a vote that is open and that the step does not show by itself. */
export function OpenVotes({ step }: { step: Step | undefined }) {
  const { room } = useVisit();
  const { canWrite } = useMine();
  const [chosen, setChosen] = useState("");
  useWordOfClosing(chosen);
  if (!canWrite) return null;
  const shown = (ballot: Ballot) =>
    (step?.activity === "vote" && ballot.id === ballotId(ballot.on, ballot.how) && isSteps(step, ballot)) ||
    (step?.activity === "projection" && ballot.how === "plane");
  const open = openBallots(room).filter((ballot) => !shown(ballot));
  const ballot = open.find((one) => one.id === chosen);
  return (
    <>
      <div role="status" class="open-votes">
        {open.map((one) => (
          <OneVote key={one.id} ballot={one} onOpen={() => setChosen(one.id)} />
        ))}
      </div>
      {/* Beside what is said aloud as it changes, for in here something changes with each point. */}
      <Dialog
        open={ballot !== undefined}
        place="side"
        title={ballot ? titleOf(ballot) : ""}
        onClose={() => setChosen("")}
      >
        {ballot && <BallotSheet ballot={ballot} />}
        <div class="row end">
          <Button look="main" onClick={() => setChosen("")}>
            {tv("open.done")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

/** Says why the sheet goes from under the hands of whoever was voting. */
function useWordOfClosing(id: string): void {
  const { room } = useVisit();
  useEffect(() => {
    if (!id) return;
    return () => {
      if (!room.peek("ballot", id)?.open) toast(() => whyRefused("vote.closed"));
    };
  }, [id]);
}

const titleOf = (ballot: Ballot) => tv(`ballot.${ballot.id}` as VoteKey);

function isSteps(step: Step, ballot: Ballot): boolean {
  return (step.settings.on ?? "statements") === ballot.on && (step.settings.how ?? "points") === ballot.how;
}

function OneVote({ ballot, onOpen }: { ballot: Ballot; onOpen: () => void }) {
  return (
    <div class="look-slip open-vote">
      <Icon name="check" />
      <p>
        <strong>{tv("open.banner")}</strong>
        <br />
        {titleOf(ballot)}
      </p>
      <Button look="main" onClick={onOpen}>
        {tv("open.go")}
      </Button>
    </div>
  );
}
