/** One statement on the board: its stance, its text, what it rests on, and all that can be done to it. */

import { Button } from "../../parts/button";
import { useCall } from "../../parts/calling";
import { usePlace, useThing } from "../../parts/drag";
import { Menu, type MenuItem } from "../../parts/menu";
import { OpinionOn } from "../../parts/opinion";
import { pointsOn } from "../../views/votes";
import { useVisit } from "../../visit";
import type { Statement } from "../../wire.gen";
import { tBoard } from "../../words/synthesis";
import { type Asking, type Desk, useDesk } from "./desk";
import { drawPlace, mergePlace, statementThing } from "./drag";
import { STANCES, StanceMark, short } from "./names";
import { useUnsent, Writing } from "./writing";

/** A statement as it lies on the board. */
export function StatementSlip({ id }: { id: string }) {
  const desk = useDesk();
  const statement = useVisit().room.one("statement", id).value;
  const call = useCall();
  const element = useThing<HTMLLIElement>(statementThing(id));
  if (!statement) return null;
  const editing = desk.editing.value === id && desk.mayEdit.value;
  return (
    <li
      ref={element}
      id={`statement-${id}`}
      tabIndex={-1}
      class={`slip statement ${statement.stance} ${desk.mayEdit.value ? "movable" : ""}`}
    >
      <div class="slip-head">
        <StanceMark stance={statement.stance} />
        {desk.mayEdit.value && (
          <Menu
            label={tBoard("statement.actions", { text: short(statement.text) })}
            items={[...statementActions(desk, statement), ...call("statement", id)]}
          />
        )}
      </div>
      {editing ? <Writing statement={statement} /> : <Said statement={statement} />}
      <Versions statement={statement} />
      <WhoWrites id={id} />
      <Ground statement={statement} />
      <OpinionOn on={`statement/${statement.id}`} />
      <Drops id={id} />
    </li>
  );
}

/** The text, with what this device typed and has not sent yet. */
function Said({ statement }: { statement: Statement }) {
  const text = useUnsent(statement);
  return <p class="statement-text">{text}</p>;
}

/** What a statement rests on, in numbers; its lineage is one tap away. */
function Ground({ statement }: { statement: Statement }) {
  const desk = useDesk();
  const { room } = useVisit();
  const points = pointsOn(room, `statement/${statement.id}`);
  const against = statement.sources.filter((source) => source.how === "contradicts").length;
  // Tables and experiences are counted of the same cards as the number beside them.
  const cards = statement.sources
    .filter((source) => source.how === "supports")
    .flatMap((source) => room.one("card", source.card).value ?? []);
  const groups = new Set(cards.flatMap((card) => card.group ?? [])).size;
  const experiences = new Set(cards.flatMap((card) => card.experience ?? [])).size;
  const facts = [
    statement.sources.length - against > 0 &&
      tBoard("statement.for", { n: statement.sources.length - against }),
    groups > 1 && tBoard("statement.groups", { n: groups }),
    experiences > 1 && tBoard("statement.experiences", { n: experiences }),
    statement.sources.length === 0 && tBoard("statement.sourceless"),
  ].filter(Boolean);
  return (
    <div class="slip-foot ground">
      <span>{facts.join(" · ")}</span>
      {against > 0 && <span class="against">{tBoard("statement.against", { n: against })}</span>}
      {points !== null && <span>{tBoard("statement.points", { n: points })}</span>}
      {statement.merged.length > 0 && (
        <span>{tBoard("statement.merged", { n: statement.merged.length })}</span>
      )}
      <Button
        look="plain"
        aria-label={tBoard("statement.lineage.of", { text: short(statement.text) })}
        onClick={() => {
          desk.asking.value = { what: "lineage", statement: statement.id, tab: "sources" };
        }}
      >
        {tBoard("statement.lineage")}
      </Button>
    </div>
  );
}

/** Two people rewrote the same words: both versions stand here until one is chosen. */
function Versions({ statement }: { statement: Statement }) {
  const desk = useDesk();
  if (statement.alternatives.length === 0) return null;
  const texts = [statement.text, ...statement.alternatives.map((other) => other.text)];
  return (
    <div class="versions">
      <p class="small">{tBoard("statement.versions")}</p>
      <ul class="plain-list stack-s">
        {texts.map((text, at) => (
          <li key={text} class="version">
            <p class="pre">{text}</p>
            {at === 0 && <span class="small soft">{tBoard("statement.now")}</span>}
            {desk.mayEdit.value && (
              <Button
                aria-label={tBoard("about", { action: tBoard("statement.keep"), text: short(text) })}
                onClick={() => desk.settle(statement.id, text, statement.rev)}
              >
                {tBoard("statement.keep")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Who else writes in it now; where the room names nobody, nobody is told. */
function WhoWrites({ id }: { id: string }) {
  const { line, room } = useVisit();
  const mine = line.me.value?.participant;
  const names = Object.entries(line.here.value.writing)
    .filter(([person, where]) => where === `statement/${id}` && person !== mine)
    .flatMap(([person]) => room.one("participant", person).value?.name || []);
  return (
    <p class="small soft writers" role="status">
      {names.length > 0 && tBoard("statement.writing", { n: names.length, names: names.join(", ") })}
    </p>
  );
}

/** Where to let go of what is dragged: for or against the statement, or into it. */
function Drops({ id }: { id: string }) {
  const dragged = useDesk().dragged.value;
  if (!dragged || (dragged.what === "statement" && dragged.statement === id)) return null;
  if (dragged.what === "statement") {
    return (
      <div class="drops">
        <Drop place={mergePlace(id)} label={tBoard("drop.merge")} />
      </div>
    );
  }
  const many = dragged.cards.length > 1 ? ` (${dragged.cards.length})` : "";
  return (
    <div class="drops">
      <Drop place={drawPlace(id, "supports")} label={tBoard("drop.for") + many} />
      <Drop place={drawPlace(id, "contradicts")} label={tBoard("drop.against") + many} />
    </div>
  );
}

function Drop({ place, label }: { place: string; label: string }) {
  const { ref, over } = usePlace<HTMLDivElement>(place);
  return (
    <div ref={ref} class={`drop ${over ? "over" : ""}`}>
      {label}
    </div>
  );
}

function statementActions(desk: Desk, statement: Statement): MenuItem[] {
  const { id } = statement;
  const ask = (asking: Asking) => () => {
    desk.asking.value = asking;
  };
  const edit = () => {
    desk.editing.value = id;
  };
  const items: (MenuItem | false)[] = [
    { label: tBoard("statement.edit"), icon: "edit", onPick: edit },
    { label: tBoard("statement.merge"), icon: "merge", onPick: ask({ what: "merge", from: id }) },
    statement.sources.length > 0 && {
      label: tBoard("statement.split"),
      icon: "split",
      onPick: ask({ what: "split", statement: id }),
    },
    ...STANCES.filter((stance) => stance !== statement.stance).map(
      (stance): MenuItem => ({
        label: tBoard("statement.stance", { stance: tBoard(`stance.${stance}`) }),
        onPick: () => desk.mark(id, stance),
      }),
    ),
    {
      label: tBoard("statement.criterion"),
      icon: "grid",
      onPick: ask({ what: "criterion", statement: id }),
    },
    {
      label: tBoard("statement.history"),
      icon: "clock",
      onPick: ask({ what: "lineage", statement: id, tab: "history" }),
    },
    desk.facilitates.value && {
      label: tBoard("statement.screen"),
      icon: "screen",
      onPick: () => desk.project(id),
    },
    { label: tBoard("statement.up"), icon: "up", onPick: () => desk.move(statement, -1) },
    { label: tBoard("statement.down"), icon: "down", onPick: () => desk.move(statement, 1) },
    { label: tBoard("statement.withdraw"), danger: true, icon: "close", onPick: () => desk.withdraw(id) },
  ];
  return items.filter((item) => item !== false);
}
