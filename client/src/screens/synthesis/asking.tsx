/** The dialogs over the board: write a statement, choose where something goes, split. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Field, Select, TextArea } from "../../parts/field";
import { plain } from "../../plain";
import { NO_CRITERION } from "../../views/board";
import { readable, stands } from "../../views/lineage";
import { inOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Source, Stance, Statement } from "../../wire.gen";
import { say } from "../../words";
import { tBoard } from "../../words/synthesis";
import { AlikeSheet } from "./alike";
import { useDesk } from "./desk";
import { LineageSheet } from "./lineage";
import { MatricesView } from "./matrices";
import { STANCES, StanceMark, short } from "./names";

const LIMIT = 20_000;

/** Shows the dialog that the board asks for, if any. */
export function AskingDialog() {
  const desk = useDesk();
  const asking = desk.asking.value;
  const close = () => {
    desk.asking.value = null;
  };
  switch (asking?.what) {
    case "write":
      return (
        <Dialog open title={tBoard("new.title")} onClose={close} place="side">
          <Write cards={asking.cards} />
        </Dialog>
      );
    case "draw":
      return (
        <Dialog
          open
          title={tBoard(asking.how === "supports" ? "choose.for" : "choose.against")}
          onClose={close}
        >
          <Choose onPick={(id) => desk.draw(asking.cards, id, asking.how)} />
        </Dialog>
      );
    case "merge":
      return (
        <Dialog open title={tBoard("choose.merge")} onClose={close}>
          <p class="soft">{tBoard("choose.merge.text")}</p>
          <Choose except={asking.from} onPick={(id) => desk.merge(asking.from, id)} />
        </Dialog>
      );
    case "split":
      return (
        <Dialog open title={tBoard("split.title")} onClose={close} place="side">
          <Split id={asking.statement} />
        </Dialog>
      );
    case "criterion":
      return (
        <Dialog open title={tBoard("choose.criterion")} onClose={close}>
          <ChooseCriterion statement={asking.statement} />
        </Dialog>
      );
    case "lineage":
      return (
        <Dialog open title={tBoard("lineage.title")} onClose={close} place="side">
          <LineageSheet id={asking.statement} first={asking.tab} />
        </Dialog>
      );
    case "alike":
      return (
        <Dialog open title={tBoard("alike.title")} onClose={close} place="side">
          <AlikeSheet />
        </Dialog>
      );
    case "matrices":
      return (
        <Dialog open title={tBoard("matrices.title")} onClose={close} place="side">
          <MatricesView />
        </Dialog>
      );
    default:
      return null;
  }
}

function Write({ cards }: { cards: string[] }) {
  const desk = useDesk();
  const { room, drafts } = useVisit();
  const found = cards.flatMap((id) => room.one("card", id).value ?? []).filter((card) => !card.withdrawn);
  const first = found.length === 1 ? (found[0]?.text ?? "") : "";
  const [text, setText] = useState(drafts.value?.get("statement/new") || first);
  const [stance, setStance] = useState<Stance>("convergence");
  const shown = desk.section.value === NO_CRITERION ? "" : desk.section.value;
  const [criterion, setCriterion] = useState(shown || (found[0]?.criterion ?? ""));
  const type = (typed: string) => {
    setText(typed);
    drafts.value?.set("statement/new", typed);
  };
  const ready = text.trim().length > 0 && text.trim().length <= LIMIT;
  const save = () => {
    if (!ready) return;
    drafts.value?.set("statement/new", "");
    desk.asking.value = null;
    const from = found.map((card) => card.id);
    desk.write(from, text.trim(), stance, criterion || null);
  };
  return (
    <div class="stack">
      <TextArea
        label={tBoard("new.text")}
        help={tBoard("new.text.help")}
        value={text}
        rows={3}
        limit={LIMIT}
        onText={type}
        onSend={save}
      />
      <StanceChoice stance={stance} onChoose={setStance} />
      <Select label={tBoard("criterion.label")} value={criterion} onText={setCriterion}>
        <option value="">{tBoard("criterion.none")}</option>
        {desk.criteria.value.map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.label)}
          </option>
        ))}
      </Select>
      <div class="row">
        <Button look="main" disabled={!ready} onClick={save}>
          {tBoard("new.save")}
        </Button>
      </div>
      <h3>{found.length ? tBoard("new.from", { n: found.length }) : tBoard("new.from.none")}</h3>
      <ul class="plain-list stack-s">
        {found.map((card) => (
          <li key={card.id} class="slip">
            <p class="slip-text">{card.text}</p>
            {card.text !== text && (
              <Button
                look="plain"
                aria-label={tBoard("about", { action: tBoard("new.take"), text: short(card.text) })}
                onClick={() => type(card.text)}
              >
                {tBoard("new.take")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function StanceChoice({ stance, onChoose }: { stance: Stance; onChoose: (stance: Stance) => void }) {
  return (
    <fieldset class="stances">
      <legend>{tBoard("new.stance")}</legend>
      {STANCES.map((one) => (
        <label key={one}>
          <input type="radio" name="stance" checked={stance === one} onChange={() => onChoose(one)} />
          <StanceMark stance={one} />
          <span class="soft small">{tBoard(`stance.${one}.help`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A statement to pick among those of the board; those of the section come first. */
function Choose({ onPick, except = "" }: { onPick: (id: string) => void; except?: string }) {
  const desk = useDesk();
  const [words, setWords] = useState("");
  const section = desk.section.value;
  const near = (one: Statement) => (section && one.criterion === section ? 0 : 1);
  const found = useVisit()
    .room.all("statement")
    .filter((one) => stands(one) && one.id !== except && plain(one.text).includes(plain(words.trim())))
    .sort((a, b) => near(a) - near(b) || inOrder(a, b));
  return (
    <div class="stack">
      <Field type="search" label={tBoard("choose.words")} value={words} onText={setWords} />
      {found.length === 0 && <p class="soft">{tBoard("choose.none")}</p>}
      <ul class="plain-list stack-s">
        {found.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class="pick"
              onClick={() => {
                desk.asking.value = null;
                onPick(one.id);
              }}
            >
              <StanceMark stance={one.stance} />
              <span>{short(one.text, 160)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ChooseCriterion({ statement }: { statement: string }) {
  const desk = useDesk();
  const now = useVisit().room.one("statement", statement).value?.criterion;
  return (
    <ul class="plain-list stack-s">
      {desk.criteria.value
        .filter((one) => one.id !== now)
        .map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class="pick"
              onClick={() => {
                desk.asking.value = null;
                desk.file(statement, one.id);
              }}
            >
              {say(one.label)}
            </button>
          </li>
        ))}
    </ul>
  );
}

function Split({ id }: { id: string }) {
  const desk = useDesk();
  const { room } = useVisit();
  const statement = room.one("statement", id).value;
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState<string | null>(null);
  const shown = (source: Source) => readable(source, room.one("card", source.card).value);
  // What speaks against the statement does not word the new one, unless nothing else leaves with it.
  const going = (statement?.sources ?? []).filter((source) => leaving.has(source.card));
  const carrying = going.filter((source) => source.how === "supports");
  const first = (carrying.length > 0 ? carrying : going).find((source) => shown(source) !== "");
  const text = typed ?? (first ? shown(first) : "");
  const tick = (card: string) => {
    const next = new Set(leaving);
    if (!next.delete(card)) next.add(card);
    setLeaving(next);
  };
  const go = () => {
    desk.asking.value = null;
    desk.split(id, [...leaving], text.trim());
  };
  return (
    <div class="stack">
      <p class="statement-text">{statement?.text}</p>
      <p class="soft">{tBoard("split.text")}</p>
      <ul class="plain-list stack-s">
        {statement?.sources.map((source) => (
          <li key={source.card} class="slip">
            <label class="tick-row">
              <input type="checkbox" checked={leaving.has(source.card)} onChange={() => tick(source.card)} />
              <span>
                {shown(source) || tBoard("lineage.notext")}
                {source.how === "contradicts" && <span class="against"> {tBoard("split.against")}</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
      <TextArea label={tBoard("split.new")} value={text} limit={LIMIT} onText={setTyped} />
      <div class="row">
        <Button look="main" disabled={leaving.size === 0 || !text.trim()} onClick={go}>
          {tBoard("split.go", { n: leaving.size })}
        </Button>
      </div>
    </div>
  );
}
