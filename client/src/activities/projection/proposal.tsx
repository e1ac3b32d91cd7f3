/** One proposal: its text, the statements it rests on, and who commits to what. */

import { useState } from "preact/hooks";
import { aloud } from "../../parts/acting";
import { CardSlip } from "../../parts/chip";
import { Menu, type MenuItem } from "../../parts/menu";
import { OpinionOn } from "../../parts/opinion";
import { toast } from "../../parts/toast";
import { standsIn } from "../../views/lineage";
import { useMine } from "../../views/mine";
import { openBallot } from "../../views/votes";
import { useVisit } from "../../visit";
import { tp } from "../../words/participant";
import { tv } from "../../words/votes";
import { Alternatives } from "../grid/alternatives";
import { AuthorName } from "../grid/card";
import { Placing } from "../vote/answers";
import { Commitments } from "./commitments";
import { ProposalEditor } from "./form";

/** A proposal on the table. */
export function ProposalView({ id }: { id: string }) {
  const visit = useVisit();
  const mine = useMine();
  const [editing, setEditing] = useState(false);
  const proposal = visit.room.one("proposal", id).value;
  if (!proposal) return null;
  const isMine = proposal.author !== null && proposal.author === mine.person?.id;
  const ours = proposal.group !== null && proposal.group === mine.group?.id;
  const may = mine.canWrite && (isMine || ours);
  const weighing = openBallot(visit.room, "proposals", "plane") !== null;
  const group = visit.room.one("group", proposal.group ?? "").value;
  const items: MenuItem[] = may
    ? [
        { label: tp("card.edit"), icon: "edit", onPick: () => setEditing(true) },
        { label: tp("card.withdraw"), icon: "close", danger: true, onPick: () => takeAway() },
      ]
    : [];
  const takeAway = () => {
    aloud(visit, "proposal.withdraw", { proposal: id });
    toast(tp("projection.withdrawn"), "plain", {
      label: tp("card.restore"),
      act: () => aloud(visit, "proposal.restore", { proposal: id }),
    });
  };
  return (
    <CardSlip
      state={isMine ? "mine" : undefined}
      above={
        <span class="soft">
          {group && `${group.name} · `}
          <AuthorName id={proposal.author} />
        </span>
      }
      actions={items.length > 0 && <Menu items={items} label={tp("card.actions")} />}
    >
      <p class="proposal-text">{proposal.text}</p>
      <Alternatives kind="proposal" of={proposal} text={proposal.text} may={may} />
      {proposal.statements.length > 0 && <RestsOn ids={proposal.statements} />}
      {weighing && (
        <details class="weighing" open={mine.canWrite}>
          <summary>{tv("ballot.weigh")}</summary>
          <Placing thing={{ id, text: proposal.text, on: `proposal/${id}` }} />
        </details>
      )}
      <OpinionOn on={`proposal/${id}`} />
      <Commitments proposal={id} />
      {editing && <ProposalEditor proposal={proposal} onClose={() => setEditing(false)} />}
    </CardSlip>
  );
}

/** The synthesis behind a proposal, as it stands: in what took a statement in, as in the publication. */
function RestsOn({ ids }: { ids: string[] }) {
  const { room } = useVisit();
  const found = ids.flatMap((id) => standsIn(id, (one) => room.one("statement", one).value) ?? []);
  const statements = [...new Set(found)];
  if (statements.length === 0) return null;
  return (
    <details class="rests-on">
      <summary>{tp("projection.statements.n", { n: statements.length })}</summary>
      <ul>
        {statements.map((statement) => (
          <li key={statement.id}>{statement.text}</li>
        ))}
      </ul>
    </details>
  );
}
