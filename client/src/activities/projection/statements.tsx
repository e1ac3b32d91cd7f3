/** Choosing the statements of the synthesis that a proposal rests on. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { stands } from "../../views/lineage";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import { say, t } from "../../words";
import { tp } from "../../words/participant";
import { criteriaOf } from "../grid/sheet";

interface StatementChoiceProps {
  chosen: string[];
  onChoose: (chosen: string[]) => void;
}

/** A button with how many are chosen, and the synthesis to choose from behind it. */
export function StatementChoice({ chosen, onChoose }: StatementChoiceProps) {
  const [open, setOpen] = useState(false);
  return (
    <div class="row">
      <Button icon="merge" onClick={() => setOpen(true)}>
        {chosen.length
          ? tp("projection.statements.n", { n: chosen.length })
          : tp("projection.statements.choose")}
      </Button>
      <Dialog open={open} place="side" title={tp("projection.statements")} onClose={() => setOpen(false)}>
        <StatementList chosen={chosen} onChoose={onChoose} />
        <div class="row end">
          <Button look="main" onClick={() => setOpen(false)}>
            {t("part.close")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

function StatementList({ chosen, onChoose }: StatementChoiceProps) {
  const { room } = useVisit();
  const statements = byOrder(room.all("statement").filter(stands));
  if (statements.length === 0) return <p class="soft">{tp("projection.statements.none")}</p>;
  const parts = [
    ...criteriaOf(room).map((one) => ({ id: one.id, title: say(one.label) })),
    { id: null, title: "" },
  ];
  const turn = (id: string) =>
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <>
      {parts.map((part) => {
        const of = statements.filter((one) => one.criterion === part.id);
        if (of.length === 0) return null;
        return (
          <fieldset key={part.id} class="choices">
            <legend>{part.title || tp("card.criterion.none")}</legend>
            {of.map((one) => (
              <label key={one.id} class="choice">
                <input type="checkbox" checked={chosen.includes(one.id)} onChange={() => turn(one.id)} />
                <span>{one.text}</span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </>
  );
}
