/** The statements' side of the board: what the day says, section by section. */

import { Button } from "../../parts/button";
import { Empty } from "../../parts/chip";
import { usePlace } from "../../parts/drag";
import { Field } from "../../parts/field";
import { NO_CRITERION } from "../../views/board";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tBoard } from "../../words/synthesis";
import { useDesk } from "./desk";
import { NEW_PLACE } from "./drag";
import { StatementSlip } from "./statement";

/** The statements of the section, and where a new one begins. */
export function StatementSide() {
  const desk = useDesk();
  const sections = desk.statements.value;
  const n = sections.reduce((sum, section) => sum + section.statements.length, 0);
  const all = desk.counts.value.get(desk.section.value)?.statements ?? 0;
  return (
    <section
      id="board-statements"
      tabIndex={-1}
      class="board-side statements-side"
      aria-label={tBoard("statements")}
    >
      {desk.mayEdit.value && <NewPlace />}
      {(all > FEW || desk.sought.value) && <Seek />}
      <p class="soft small figures" role="status">
        {n === all ? tBoard("count.statements", { n }) : tBoard("count.statements.found", { n, all })}
      </p>
      {n === 0 && all > 0 && <Empty title={tBoard("statements.nothing")} />}
      {n === 0 && all === 0 && (
        <Empty title={tBoard("statement.none")}>
          {desk.mayEdit.value ? tBoard("statement.none.text") : tBoard("statement.none.read")}
        </Empty>
      )}
      {sections.map((section) => (
        <div class="stack-s" key={section.id}>
          {!desk.section.value && <SectionTitle id={section.id} />}
          <ol class="plain-list board-list">
            {section.statements.map((statement) => (
              <StatementSlip key={statement.id} id={statement.id} />
            ))}
          </ol>
        </div>
      ))}
      <Withdrawn />
    </section>
  );
}

function SectionTitle({ id }: { id: string }) {
  const criterion = useVisit().room.one("criterion", id).value;
  return (
    <h2 class="section-title">{id === NO_CRITERION ? tBoard("statement.across") : say(criterion?.label)}</h2>
  );
}

/** What one finds by looking; among more statements than these one searches. */
const FEW = 8;

/** Finds a statement by its words. */
function Seek() {
  const desk = useDesk();
  return (
    <Field
      type="search"
      quiet
      label={tBoard("statements.find")}
      placeholder={tBoard("statements.find")}
      value={desk.sought.value}
      onText={(words) => {
        desk.sought.value = words;
      }}
    />
  );
}

/** Begins a statement: pressed, or with cards dropped on it. */
function NewPlace() {
  const desk = useDesk();
  const { ref, over } = usePlace<HTMLDivElement>(NEW_PLACE);
  const waiting = desk.dragged.value?.what === "cards";
  return (
    <div ref={ref} class={`new-place ${waiting ? "waiting" : ""} ${over ? "over" : ""}`}>
      {waiting ? (
        <p>{tBoard("drop.new")}</p>
      ) : (
        <Button
          icon="add"
          onClick={() => {
            desk.asking.value = { what: "write", cards: desk.picked.value };
          }}
        >
          {tBoard("new.go")}
        </Button>
      )}
    </div>
  );
}

function Withdrawn() {
  const desk = useDesk();
  const gone = desk.withdrawn.value;
  if (gone.length === 0) return null;
  return (
    <details class="withdrawn">
      <summary>{tBoard("statement.withdrawn", { n: gone.length })}</summary>
      <ul class="plain-list stack-s">
        {gone.map((statement) => (
          <li key={statement.id} class="slip faded">
            <p class="slip-text">{statement.text}</p>
            {desk.mayEdit.value && (
              <Button icon="undo" onClick={() => desk.restore(statement.id)}>
                {tBoard("statement.restore")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
