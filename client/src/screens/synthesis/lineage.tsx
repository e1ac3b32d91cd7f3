/** From a statement back to its cards: each as it was taken in and as it is now, dissent apart. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { behind, type Root, reworded, roots } from "../../views/lineage";
import { useVisit } from "../../visit";
import type { Statement } from "../../wire.gen";
import { tBoard } from "../../words/synthesis";
import { useDesk } from "./desk";
import { Author, Domains, KindMark, Origin, StanceMark, short } from "./names";

/** Everything that is behind a statement. */
export function LineageSheet({ id }: { id: string }) {
  const { room } = useVisit();
  const statement = room.one("statement", id).value;
  if (!statement) return null;
  const card = (one: string) => room.one("card", one).value;
  const other = (one: string) => room.one("statement", one).value;
  const all = roots(statement, card, other);
  const merged = behind(statement, other);
  return (
    <div class="stack lineage">
      <div class="stack-s">
        <StanceMark stance={statement.stance} />
        <p class="statement-text">{statement.text}</p>
      </div>
      <Undo />
      {all.length === 0 && <p class="soft">{tBoard("lineage.empty")}</p>}
      <Roots statement={statement} how="supports" roots={all} />
      <Roots statement={statement} how="contradicts" roots={all} />
      {merged.length > 0 && (
        <section class="stack-s">
          <h3>{tBoard("lineage.merged", { n: merged.length })}</h3>
          <ul class="plain-list stack-s">
            {merged.map((one) => (
              <li key={one.id} class="slip stack-s">
                <StanceMark stance={one.stance} />
                <p class="slip-text">{one.text}</p>
                <p class="slip-foot">{tBoard("statement.for", { n: one.sources.length })}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** What was just done in this sheet, and how to take it back: the toasts lie under it. */
function Undo() {
  const desk = useDesk();
  const [before] = useState(desk.done.value.length);
  const mine = desk.done.value.length > before;
  return (
    <div class="row" role="status">
      {desk.said.value !== "" && desk.done.value.length !== before && <span>{desk.said.value}</span>}
      {mine && (
        <Button icon="undo" onClick={() => void desk.undo()}>
          {tBoard("undo")}
        </Button>
      )}
    </div>
  );
}

function Roots({ statement, how, roots }: { statement: Statement; how: Root["how"]; roots: Root[] }) {
  const these = roots.filter((root) => root.how === how);
  if (these.length === 0) return null;
  return (
    <section class={`stack-s roots ${how}`}>
      <h3>{tBoard(how === "supports" ? "lineage.for" : "lineage.against", { n: these.length })}</h3>
      <ul class="plain-list stack-s">
        {these.map((root) => (
          <RootSlip key={root.card} statement={statement} root={root} />
        ))}
      </ul>
    </section>
  );
}

function RootSlip({ statement, root }: { statement: Statement; root: Root }) {
  const { room } = useVisit();
  return (
    <li class="slip">
      <div class="row small">
        {root.now && <KindMark kind={root.now.kind} />}
        {root.now && <Origin card={root.now} />}
        {root.fate !== "same" && <Chip tone="warn">{tBoard(`lineage.${root.fate}`)}</Chip>}
      </div>
      <Texts root={root} />
      <div class="slip-foot">
        {root.now && <Domains ids={root.now.domains} />}
        {root.now && <Author author={root.now.author} />}
        {root.through.map((id) => (
          <span key={id}>
            {tBoard("lineage.through", { text: short(room.peek("statement", id)?.text ?? "", 48) })}
          </span>
        ))}
      </div>
      <RootActions statement={statement} root={root} />
    </li>
  );
}

function Texts({ root }: { root: Root }) {
  if (!root.taken && !root.now) return <p class="soft">{tBoard("lineage.notext")}</p>;
  if (root.fate !== "changed" || !root.now) return <p class="slip-text">{root.taken || root.now?.text}</p>;
  return (
    <dl class="texts">
      <dt>{tBoard("lineage.then")}</dt>
      <dd class="pre">{root.taken}</dd>
      <dt>{tBoard("lineage.now")}</dt>
      <dd class="pre">
        {reworded(root.taken, root.now.text).map((piece, at) => {
          if (piece.is === "kept") return <span key={at}>{piece.text}</span>;
          const Mark = piece.is === "gone" ? "del" : "ins";
          return (
            <Mark key={at}>
              <span class="unseen">{tBoard(`lineage.${piece.is}`)} </span>
              {piece.text}
            </Mark>
          );
        })}
      </dd>
    </dl>
  );
}

function RootActions({ statement, root }: { statement: Statement; root: Root }) {
  const desk = useDesk();
  if (!desk.mayEdit.value) return null;
  const turned = root.how === "supports" ? "contradicts" : "supports";
  return (
    <div class="row">
      {root.fate !== "withdrawn" && root.fate !== "unseen" && (
        <Button look="plain" onClick={() => desk.draw([root.card], statement.id, turned)}>
          {tBoard(turned === "supports" ? "lineage.turn.for" : "lineage.turn.against")}
        </Button>
      )}
      <Button look="plain" onClick={() => desk.release([root.card], statement.id)}>
        {tBoard("lineage.release")}
      </Button>
    </div>
  );
}
