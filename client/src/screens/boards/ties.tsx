/** Choosing what a board is about: experiences, statements of the synthesis, other steps than its own. */

import { stands } from "../../views/lineage";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tBoards } from "../../words/boards";

interface Choice {
  tie: string;
  label: string;
}

interface TiesProps {
  on: string[];
  onTies: (on: string[]) => void;
  /** The board's own step, which is not offered twice. */
  step: string;
}

/** The choices, folded until somebody wants them. */
export function Ties({ on, onTies, step }: TiesProps) {
  const { room } = useVisit();
  const experiences = byOrder(room.all("experience")).map((one) => ({
    tie: `experience/${one.id}`,
    label: say(one.title),
  }));
  const statements = byOrder(room.all("statement").filter(stands)).map((one) => ({
    tie: `statement/${one.id}`,
    label: one.text,
  }));
  const steps = byOrder(room.all("step"))
    .filter((one) => !one.off && one.id !== step && one.activity !== "break")
    .map((one) => ({ tie: `step/${one.id}`, label: say(one.title) }));
  const turn = (tie: string) => onTies(on.includes(tie) ? on.filter((one) => one !== tie) : [...on, tie]);
  return (
    <details class="ties">
      <summary>
        {tBoards("ties")}
        {on.length > 0 && <span class="soft"> · {tBoards("ties.count", { n: on.length })}</span>}
      </summary>
      <div class="stack-s">
        <Some title={tBoards("ties.experiences")} choices={experiences} on={on} onTurn={turn} />
        <Some title={tBoards("ties.statements")} choices={statements} on={on} onTurn={turn} />
        <Some title={tBoards("ties.steps")} choices={steps} on={on} onTurn={turn} />
      </div>
    </details>
  );
}

interface SomeProps {
  title: string;
  choices: Choice[];
  on: string[];
  onTurn: (tie: string) => void;
}

function Some({ title, choices, on, onTurn }: SomeProps) {
  if (choices.length === 0) return null;
  return (
    <fieldset class="tie-choices">
      <legend>{title}</legend>
      {choices.map(({ tie, label }) => (
        <label key={tie}>
          <input type="checkbox" checked={on.includes(tie)} onChange={() => onTurn(tie)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
