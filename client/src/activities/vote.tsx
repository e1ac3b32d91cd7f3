/** Vote: agreement or points on statements or proposals; only the sums are ever shown. */

import { Empty } from "../parts/chip";
import { openBallot, type Subject, type Voting } from "../views/votes";
import { useVisit } from "../visit";
import { tv } from "../words/votes";
import type { ActivityProps } from "./index";
import { BallotSheet } from "./vote/ballot";

/** The page of a vote: what the step asks to vote on, while the vote is open. */
export default function VoteStep({ step }: ActivityProps) {
  const { room } = useVisit();
  const on: Subject = step.settings.on === "proposals" ? "proposals" : "statements";
  const how: Voting = step.settings.how === "agreement" ? "agreement" : "points";
  const ballot = openBallot(room, on, how);
  if (!ballot) return <Empty title={tv("console.state.closed")} />;
  return <BallotSheet ballot={ballot} />;
}
