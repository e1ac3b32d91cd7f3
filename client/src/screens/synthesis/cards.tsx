/** The cards' side of the board: what the tables wrote, to be chosen and drawn into statements. */

import { useComputed } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, IconButton } from "../../parts/button";
import { Empty } from "../../parts/chip";
import { useThing } from "../../parts/drag";
import { Icon } from "../../parts/icons";
import { Menu, type MenuItem } from "../../parts/menu";
import { filters, harvest } from "../../views/board";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { tBoard } from "../../words/synthesis";
import { type Asking, type Desk, useDesk } from "./desk";
import { cardThing } from "./drag";
import { FilterBar } from "./filters";
import { Author, Domains, KindMark, Origin, short } from "./names";

/** Enough to fill a screen several times; more come as one nears the end, so that thousands stay fluid. */
const PAGE = 40;

/** The cards of the section, those that pass the filter. */
export function CardSide() {
  const desk = useDesk();
  const all = desk.cards.value;
  const [most, setMost] = useState(PAGE);
  const view = `${desk.section.value}/${JSON.stringify(desk.filter.value)}`;
  useEffect(() => setMost(PAGE), [view]);
  const filtered = filters(desk.filter.value);
  return (
    <section class="board-side cards-side" aria-label={tBoard("cards")}>
      <FilterBar />
      <Counts shown={all.length} />
      {all.length === 0 && <NoCards filtered={filtered} />}
      <ul class="plain-list board-list">
        {all.slice(0, most).map((id) => (
          <BoardCard key={id} id={id} />
        ))}
      </ul>
      {all.length > most && <More left={all.length - most} onMore={() => setMost(most + PAGE)} />}
    </section>
  );
}

/** Where every card of the room is: those shown, those elsewhere, those filtered out make the total. */
function Counts({ shown }: { shown: number }) {
  const desk = useDesk();
  const { room } = useVisit();
  const none = { cards: 0, unused: 0, statements: 0 };
  const all = desk.counts.value.get("") ?? none;
  const here = desk.counts.value.get(desk.section.value) ?? none;
  const found = harvest(all, here, shown, room.all("card").length);
  const parts = [
    found.elsewhere > 0 && tBoard("count.elsewhere", { n: found.elsewhere }),
    found.filtered > 0 && tBoard("count.filtered", { n: found.filtered }),
  ].filter(Boolean);
  const total = tBoard("count.cards", { n: found.total });
  return (
    <div class="counts small figures">
      <p role="status">
        {parts.length === 0 ? (
          total
        ) : (
          <>
            <strong>{tBoard("count.shown", { n: shown })}</strong> + {parts.join(" + ")} = {total}
          </>
        )}
      </p>
      {found.gone > 0 && <p class="soft">{tBoard("count.gone", { n: found.gone })}</p>}
    </div>
  );
}

/** Shows more as its own button comes near, or when it is pressed. */
function More({ left, onMore }: { left: number; onMore: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const near = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && more.current(),
      { rootMargin: "1200px" },
    );
    near.observe(element);
    return () => near.disconnect();
    // Looked at anew once more is shown: the button may still be near.
  }, [left]);
  return (
    <div ref={place}>
      <Button onClick={onMore}>{tBoard("cards.more", { n: Math.min(PAGE, left) })}</Button>
    </div>
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
      <Button
        onClick={() => {
          desk.asking.value = { what: "draw", cards, how: "contradicts" };
        }}
      >
        {tBoard("chosen.against")}
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
