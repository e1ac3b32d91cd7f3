/** From a statement back to its cards, each as it was taken in and as it is now; and what was done to it. */

import { useState } from "preact/hooks";
import { SheetMark } from "../../activities/grid/sheetmark";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { Tabs } from "../../parts/tabs";
import { behind, type Root, roots } from "../../views/lineage";
import { byOrder } from "../../views/order";
import { arranged, type By } from "../../views/sources";
import { useVisit } from "../../visit";
import type { Source, Statement } from "../../wire.gen";
import { say } from "../../words";
import { tBoard } from "../../words/synthesis";
import { type LineageTab, useDesk } from "./desk";
import { History } from "./history";
import { Author, Domains, KindMark, Origin, StanceMark, short } from "./names";
import { Reworded } from "./reworded";

/** Everything that is behind a statement. */
export function LineageSheet({ id, first }: { id: string; first: LineageTab }) {
  const { room } = useVisit();
  const [tab, setTab] = useState<LineageTab>(first);
  const statement = room.one("statement", id).value;
  if (!statement) return null;
  return (
    <div class="stack lineage">
      <div class="stack-s">
        <StanceMark stance={statement.stance} />
        <p class="statement-text">{statement.text}</p>
      </div>
      <Undo />
      <Tabs
        label={tBoard("lineage.tabs")}
        chosen={tab}
        onChoose={(chosen) => setTab(chosen === "history" ? "history" : "sources")}
        tabs={[
          { id: "sources", label: tBoard("lineage.sources", { n: statement.sources.length }) },
          { id: "history", label: tBoard("history.title") },
        ]}
      >
        {tab === "sources" ? <Sources statement={statement} /> : <History statement={statement} />}
      </Tabs>
    </div>
  );
}

function Sources({ statement }: { statement: Statement }) {
  const { room } = useVisit();
  const [by, setBy] = useState<By>("experience");
  const card = (one: string) => room.one("card", one).value;
  const other = (one: string) => room.one("statement", one).value;
  const all = roots(statement, card, other);
  const merged = behind(statement, other);
  return (
    <div class="stack">
      {all.length === 0 && <p class="soft">{tBoard("lineage.empty")}</p>}
      {all.length > 1 && <Arrange by={by} onChoose={setBy} />}
      <Roots statement={statement} how="supports" roots={all} by={by} />
      <Roots statement={statement} how="contradicts" roots={all} by={by} />
      {merged.length > 0 && (
        <section class="stack-s">
          <h3>{tBoard("lineage.merged", { n: merged.length })}</h3>
          <ul class="plain-list stack-s">
            {merged.map((one) => (
              <li key={one.id} class="slip stack-s">
                <StanceMark stance={one.stance} />
                <p class="slip-text">{one.text}</p>
                <p class="slip-foot">
                  <Sides sources={one.sources} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** How many cards stand for and against a merged statement. */
function Sides({ sources }: { sources: Source[] }) {
  const against = sources.filter((source) => source.how === "contradicts").length;
  return (
    <>
      {(sources.length > against || against === 0) && (
        <span>{tBoard("statement.for", { n: sources.length - against })}</span>
      )}
      {against > 0 && <span class="against">{tBoard("statement.against", { n: against })}</span>}
    </>
  );
}

/** What was just done in this sheet, and how to take it back for as long as it is open. */
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

/** By what the sources are laid out: which experiences, tables or kinds say so, and how many each. */
function Arrange({ by, onChoose }: { by: By; onChoose: (by: By) => void }) {
  return (
    <fieldset class="arrange">
      <legend>{tBoard("lineage.by.legend")}</legend>
      {(["experience", "group", "kind"] as const).map((one) => (
        <label key={one} class={by === one ? "on" : ""}>
          <input type="radio" name="arrange" checked={by === one} onChange={() => onChoose(one)} />
          {tBoard(`filter.${one}`)}
        </label>
      ))}
    </fieldset>
  );
}

interface RootsProps {
  statement: Statement;
  how: Root["how"];
  roots: Root[];
  by: By;
}

function Roots({ statement, how, roots, by }: RootsProps) {
  const { room } = useVisit();
  const these = roots.filter((root) => root.how === how);
  if (these.length === 0) return null;
  const kinds = room.one("format", "format").value?.kinds ?? [];
  const order = {
    experience: byOrder(room.all("experience")),
    group: byOrder(room.all("group")),
    kind: kinds,
  };
  const title = (id: string) => {
    if (by === "experience") return say(room.peek("experience", id)?.title);
    if (by === "group") return room.peek("group", id)?.name;
    return say(kinds.find((kind) => kind.id === id)?.label);
  };
  return (
    <section class={`stack-s roots ${how}`}>
      <h3>{tBoard(how === "supports" ? "lineage.for" : "lineage.against", { n: these.length })}</h3>
      {arranged(these, by, order[by]).map((part) => (
        <div key={part.id} class="stack-s">
          <h4 class="arranged">
            {title(part.id) || tBoard(`lineage.by.no.${by}`)}{" "}
            <span class="soft figures">{tBoard("count.cards", { n: part.roots.length })}</span>
          </h4>
          <ul class="plain-list stack-s">
            {part.roots.map((root) => (
              <RootSlip key={root.card} statement={statement} root={root} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function RootSlip({ statement, root }: { statement: Statement; root: Root }) {
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
        {root.now?.sheet && <SheetMark id={root.now.sheet} />}
        {root.through.map((id) => (
          <Through key={id} root={root} from={id} />
        ))}
      </div>
      <RootActions statement={statement} root={root} />
    </li>
  );
}

/** The merged statement that brought a card, and whether it stood for it where it stands against this one. */
function Through({ root, from }: { root: Root; from: string }) {
  const other = useVisit().room.one("statement", from).value;
  const was = other?.sources.find((source) => source.card === root.card)?.how;
  const key = was === "supports" && root.how === "contradicts" ? "lineage.through.for" : "lineage.through";
  return <span>{tBoard(key, { text: short(other?.text ?? "", 48) })}</span>;
}

function Texts({ root }: { root: Root }) {
  // Not even as it was when it was taken in: whoever withdrew it has not said it to everybody any more.
  if (!root.now) return <p class="soft">{tBoard("lineage.notext")}</p>;
  if (root.fate !== "changed") return <p class="slip-text">{root.taken || root.now.text}</p>;
  return (
    <dl class="texts">
      <dt>{tBoard("lineage.then")}</dt>
      <dd class="pre">{root.taken}</dd>
      <dt>{tBoard("lineage.now")}</dt>
      <dd class="pre">
        <Reworded then={root.taken} now={root.now.text} />
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
