/** The cards' side of the board: what the tables wrote, to be chosen and drawn into statements. */

import { useComputed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { Button, IconButton } from "../../parts/button";
import { Empty } from "../../parts/chip";
import { useThing } from "../../parts/drag";
import { Field, Select } from "../../parts/field";
import { Icon } from "../../parts/icons";
import { Menu, type MenuItem } from "../../parts/menu";
import { filters, NO_FILTER } from "../../views/board";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { say } from "../../words";
import { tBoard } from "../../words/synthesis";
import { type Asking, type Desk, useDesk } from "./desk";
import { cardThing } from "./drag";
import { Author, Domains, KindMark, Origin, short } from "./names";

/** Enough to fill a screen several times; more come when asked for, so that a thousand stay fluid. */
const PAGE = 60;

/** The cards of the section, those that pass the filter. */
export function CardSide() {
  const desk = useDesk();
  const all = desk.cards.value;
  const total = desk.counts.value.get(desk.section.value)?.cards ?? 0;
  const [most, setMost] = useState(PAGE);
  const view = `${desk.section.value}/${JSON.stringify(desk.filter.value)}`;
  useEffect(() => setMost(PAGE), [view]);
  const filtered = filters(desk.filter.value);
  return (
    <section class="board-side cards-side" aria-label={tBoard("cards")}>
      <FilterBar />
      <p class="soft small figures" role="status">
        {filtered
          ? `${tBoard("count.shown", { shown: all.length, n: total })}`
          : tBoard("count.cards", { n: total })}
      </p>
      {all.length === 0 && <NoCards filtered={filtered} />}
      <ul class="plain-list board-list">
        {all.slice(0, most).map((id) => (
          <BoardCard key={id} id={id} />
        ))}
      </ul>
      {all.length > most && (
        <Button onClick={() => setMost(most + PAGE)}>
          {tBoard("cards.more", { n: Math.min(PAGE, all.length - most) })}
        </Button>
      )}
    </section>
  );
}

function NoCards({ filtered }: { filtered: boolean }) {
  const { filter } = useDesk();
  const onlyUnused = !filters({ ...filter.value, unused: false });
  if (!filtered) return <Empty title={tBoard("cards.none")}>{tBoard("cards.none.text")}</Empty>;
  if (onlyUnused)
    return <Empty title={tBoard("cards.unused.none")}>{tBoard("cards.unused.none.text")}</Empty>;
  return <Empty title={tBoard("filter.nothing")}>{tBoard("filter.nothing.text")}</Empty>;
}

function FilterBar() {
  const { filter, counts, section } = useDesk();
  const now = filter.value;
  const set = (part: Partial<typeof now>) => {
    filter.value = { ...now, ...part };
  };
  const unused = counts.value.get(section.value)?.unused ?? 0;
  return (
    <div class="filters">
      <Field
        type="search"
        quiet
        label={tBoard("filter.words")}
        placeholder={tBoard("filter.words.hint")}
        value={now.words}
        onText={(words) => set({ words })}
      />
      <div class="filters-first">
        <button
          type="button"
          class="toggle"
          aria-pressed={now.unused}
          onClick={() => set({ unused: !now.unused })}
        >
          {tBoard("filter.unused")} <span class="figures">({unused})</span>
        </button>
        {filters(now) && (
          <Button
            look="plain"
            onClick={() => {
              filter.value = NO_FILTER;
            }}
          >
            {tBoard("filter.clear")}
          </Button>
        )}
      </div>
      <details>
        <summary>{tBoard("filter.title")}</summary>
        <div class="filters-grid">
          <Choices />
        </div>
      </details>
    </div>
  );
}

function Choices() {
  const { filter } = useDesk();
  const { room } = useVisit();
  const by = { experience: room.all("experience"), domain: room.all("domain"), group: room.all("group") };
  const ordered = <R extends { order: number }>(records: R[]) => records.sort((a, b) => a.order - b.order);
  const choices = {
    experience: ordered(by.experience).map((one) => ({ id: one.id, label: say(one.title) })),
    domain: ordered(by.domain).map((one) => ({ id: one.id, label: say(one.label) })),
    kind: (room.one("format", "format").value?.kinds ?? []).map((one) => ({
      id: one.id,
      label: say(one.label),
    })),
    group: ordered(by.group).map((one) => ({ id: one.id, label: one.name })),
  };
  return (
    <>
      {(["experience", "domain", "kind", "group"] as const)
        .filter((what) => choices[what].length > 0)
        .map((what) => (
          <Select
            key={what}
            label={tBoard(`filter.${what}`)}
            value={filter.value[what]}
            onText={(id) => {
              filter.value = { ...filter.value, [what]: id };
            }}
          >
            <option value="">{tBoard(`filter.${what}.all`)}</option>
            {choices[what].map((choice) => (
              <option key={choice.id} value={choice.id}>
                {choice.label}
              </option>
            ))}
          </Select>
        ))}
    </>
  );
}

function BoardCard({ id }: { id: string }) {
  const desk = useDesk();
  const card = useVisit().room.one("card", id).value;
  const element = useThing<HTMLLIElement>(cardThing(id));
  // A card is drawn again for itself alone, not whenever another is chosen or used.
  const chosen = useComputed(() => desk.chosen.value.has(id)).value;
  const used = useComputed(() => desk.used.value.get(id)?.join(" ") ?? "").value;
  const uses = used ? used.split(" ") : [];
  const may = desk.mayEdit.value;
  return (
    <li
      ref={element}
      id={`card-${id}`}
      tabIndex={-1}
      class={`slip board-card ${chosen ? "chosen" : ""} ${uses.length ? "used" : ""} ${may ? "movable" : ""}`}
    >
      {card && (
        <>
          <div class="board-card-head">
            {may && (
              <label class="tick">
                <input type="checkbox" checked={chosen} onChange={() => desk.choose(id)} />
                <span class="unseen">{tBoard("card.choose", { text: short(card.text) })}</span>
              </label>
            )}
            <p class="board-card-about small">
              <KindMark kind={card.kind} />
              <Origin card={card} />
              {card.on && <span class="soft">{tBoard("card.comment")}</span>}
            </p>
            <Menu
              label={tBoard("card.actions", { text: short(card.text) })}
              items={cardActions(desk, card, uses)}
            />
          </div>
          <p class="slip-text">{card.text}</p>
          <p class="slip-foot">
            <Domains ids={card.domains} />
            <Author author={card.author} />
            <UsedMark n={uses.length} />
          </p>
        </>
      )}
    </li>
  );
}

function UsedMark({ n }: { n: number }) {
  if (n === 0) return <span class="used-mark">{tBoard("card.unused")}</span>;
  return (
    <span class="used-mark yes">
      <Icon name="check" size={16} />
      {tBoard("card.used", { n })}
    </span>
  );
}

function cardActions(desk: Desk, card: Card, uses: string[]): MenuItem[] {
  const { room } = desk.visit;
  const see = uses.map(
    (id): MenuItem => ({
      label: tBoard("card.see", { text: short(room.peek("statement", id)?.text ?? "", 36) }),
      icon: "link",
      onPick: () => desk.show(id),
    }),
  );
  if (!desk.mayEdit.value) return see;
  const ask = (asking: (cards: string[]) => Asking) => () => {
    desk.asking.value = asking(desk.taken(card.id));
  };
  return [
    { label: tBoard("card.make"), icon: "add", onPick: ask((cards) => ({ what: "write", cards })) },
    {
      label: tBoard("card.support"),
      icon: "merge",
      onPick: ask((cards) => ({ what: "draw", cards, how: "supports" })),
    },
    {
      label: tBoard("card.against"),
      icon: "split",
      onPick: ask((cards) => ({ what: "draw", cards, how: "contradicts" })),
    },
    ...see,
  ];
}

/** What can be done with the cards that are chosen; it stays in sight while any is. */
export function ChosenBar() {
  const desk = useDesk();
  const cards = desk.picked.value;
  if (cards.length === 0 || !desk.mayEdit.value) return null;
  return (
    <div class="chosen-bar">
      <strong role="status">{tBoard("chosen.n", { n: cards.length })}</strong>
      <Button
        look="main"
        onClick={() => {
          desk.asking.value = { what: "write", cards };
        }}
      >
        {tBoard("chosen.make")}
      </Button>
      <Button
        onClick={() => {
          desk.asking.value = { what: "draw", cards, how: "supports" };
        }}
      >
        {tBoard("chosen.add")}
      </Button>
      <IconButton
        icon="close"
        label={tBoard("chosen.clear")}
        onClick={() => {
          desk.chosen.value = new Set();
        }}
      />
    </div>
  );
}
