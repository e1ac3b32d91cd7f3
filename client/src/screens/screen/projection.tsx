/** What the room projects: its proposals by kind, then who commits to what. */

import { cut, lines, SMALL, SPACE, WALL } from "../../views/pages";
import { pointsOn } from "../../views/votes";
import { useVisit } from "../../visit";
import type { Commitment, Proposal } from "../../wire.gen";
import { day, say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { Large } from "./large";
import { Pager } from "./pager";
import { usePages } from "./state";

interface Leaf {
  title: string;
  question: string;
  proposals: Proposal[];
  commitments: Commitment[];
}

/** What the question of a kind takes of the wall, and a proposal or commitment with its line of small type. */
const QUESTION = 1.4;
const high = (text: string) => lines(text) + SMALL + SPACE;

function useLeaves(): Leaf[] {
  const { room } = useVisit();
  const kinds = room.one("format", "format").value?.proposal_kinds ?? [];
  const live = room
    .all("proposal")
    .filter((one) => !one.withdrawn)
    .sort((a, b) => a.at - b.at);
  const leaves = kinds.flatMap((kind) =>
    cut(
      live.filter((one) => one.kind === kind.id),
      5,
      WALL - QUESTION,
      (one) => (pointsOn(room, `proposal/${one.id}`) === null ? high(one.text) - SMALL : high(one.text)),
    ).map((proposals) => ({
      title: say(kind.label),
      question: say(kind.question),
      proposals,
      commitments: [],
    })),
  );
  const promised = room.all("commitment").filter((one) => !one.withdrawn);
  const last = cut(promised, 6, WALL, (one) => high(one.what)).map((commitments) => ({
    title: ts("projection.commitments"),
    question: "",
    proposals: [],
    commitments,
  }));
  return [...leaves, ...last];
}

/** The leaves in turn. */
export function ProjectionView() {
  const leaves = useLeaves();
  const { page, turn } = usePages(leaves.length);
  const leaf = leaves[page];
  if (!leaf) return <Blank alone text={ts("projection.none")} />;
  return (
    <div class="synthesis-view">
      <div class="wall-head">
        <h1>{leaf.title}</h1>
        <Pager page={page} count={leaves.length} turn={turn} />
      </div>
      {leaf.question && <p class="leaf-question">{leaf.question}</p>}
      <ul class="large-statements plain-list">
        {leaf.proposals.map((one) => (
          <LargeProposal key={one.id} proposal={one} />
        ))}
        {leaf.commitments.map((one) => (
          <li key={one.id} class="large-statement">
            <div>
              <Large text={one.what} />
              <p class="wall-meta">
                <strong>{one.who}</strong>
                {one.by && <span>{ts("projection.by", { date: day(one.by) })}</span>}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function LargeProposal({ proposal }: { proposal: Proposal }) {
  const { room } = useVisit();
  const points = pointsOn(room, `proposal/${proposal.id}`);
  return (
    <li class="large-statement">
      <div>
        <Large text={proposal.text} />
        {points !== null && <p class="wall-meta figures">{ts("vote.points", { n: points })}</p>}
      </div>
    </li>
  );
}
