/** One suggested pair of cards: why it is suggested, and what can be made of it, each with a key or a tap. */

import type { Suggested } from "../../api";
import { Button } from "../../parts/button";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { tBoard } from "../../words/synthesis";
import { type Desk, useDesk } from "./desk";
import { KindMark, Origin, short } from "./names";

/** What can be made of a pair; the first is what one key does. */
interface Way {
  label: string;
  act: () => void;
  /** Leaves the pair open: a dialog comes first. */
  asks?: boolean;
}

/** Shows the pair; `onSettled` is called once something was decided on it. */
export function Pair({ pair, onSettled }: { pair: Suggested; onSettled: () => void }) {
  const desk = useDesk();
  const { room } = useVisit();
  const cards = pair.cards.flatMap((id) => room.one("card", id).value ?? []);
  const about = cards.map((card) => short(card.text, 40)).join(" / ");
  // Where one of the two already stands in a statement, the other can join it there.
  const homes = [...new Set(pair.cards.flatMap((id) => desk.used.value.get(id) ?? []))];
  const ways = pair.opposed
    ? [...opposing(desk, cards, homes), ...joining(desk, pair, cards, homes, true)]
    : joining(desk, pair, cards, homes, false);
  const take = (way: Way | undefined) => {
    way?.act();
    if (!way?.asks) onSettled();
  };
  const refuse = () => {
    desk.decline(pair.cards);
    onSettled();
  };
  const yes = tBoard("alike.yes.key");
  const no = tBoard("alike.no.key");
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" } as const;
    const act = { [yes]: () => take(ways[0]), [no]: refuse }[event.key.toLowerCase()];
    const to = event.key === "ArrowDown" || event.key === "ArrowUp" ? step[event.key] : null;
    if (!act && !to) return;
    event.preventDefault();
    act?.();
    if (to && event.currentTarget instanceof HTMLElement)
      (event.currentTarget[to] as HTMLElement | null)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the pair has keys of its own, said beside its buttons
    <li class="pair" tabIndex={0} aria-label={about} onKeyDown={press}>
      {cards.map((card) => (
        <div class="slip" key={card.id}>
          <p class="board-card-about small">
            <KindMark kind={card.kind} />
            <Origin card={card} />
          </p>
          <p class="slip-text">{card.text}</p>
        </div>
      ))}
      {pair.words.length > 0 && (
        <p class="small soft">{tBoard("alike.words", { words: pair.words.join(", ") })}</p>
      )}
      {pair.opposed && <p class="small opposed">{tBoard("alike.opposed")}</p>}
      <div class="row">
        {ways.map((way, at) => (
          <Button
            key={way.label}
            aria-label={tBoard("about", { action: way.label, text: about })}
            aria-keyshortcuts={at === 0 ? yes : undefined}
            onClick={() => take(way)}
          >
            {way.label}
          </Button>
        ))}
        <Button
          aria-label={tBoard("about", { action: tBoard("alike.decline"), text: about })}
          aria-keyshortcuts={no}
          onClick={refuse}
        >
          {tBoard("alike.decline")}
        </Button>
      </div>
    </li>
  );
}

/** The criterion of both cards, where it is the same. */
function criterionOf(cards: Card[]): string | null {
  const [first, second] = cards;
  return first?.criterion === second?.criterion ? (first?.criterion ?? null) : null;
}

function titleOf(desk: Desk, statement: string): string {
  return short(desk.visit.room.peek("statement", statement)?.text ?? "", 36);
}

/** Bringing both together: in a statement that one of them is in, or in a new one. */
function joining(desk: Desk, pair: Suggested, cards: Card[], homes: string[], unlike: boolean): Way[] {
  if (homes.length > 0) {
    return homes.map((statement) => ({
      label: tBoard("alike.join", { text: titleOf(desk, statement) }),
      act: () => {
        const there =
          desk.visit.room.peek("statement", statement)?.sources.map((source) => source.card) ?? [];
        const missing = pair.cards.filter((id) => !there.includes(id));
        if (missing.length > 0) desk.draw(missing, statement, "supports");
      },
    }));
  }
  // The longer of the two says more; it can be corrected like any text.
  const text = [...cards].sort((a, b) => b.text.length - a.text.length)[0]?.text ?? "";
  const word = () => {
    desk.asking.value = { what: "write", cards: pair.cards };
  };
  return [
    {
      label: tBoard(unlike ? "alike.make.all.the.same" : "alike.make"),
      act: () => desk.write(pair.cards, text, "convergence", criterionOf(cards), false),
    },
    { label: tBoard("alike.word"), act: word, asks: true },
  ];
}

/** Keeping a claim and its contrary beside each other: the one as the other's dissent. */
function opposing(desk: Desk, cards: Card[], homes: string[]): Way[] {
  const [first, second] = cards;
  if (!first || !second) return [];
  if (homes.length === 0) {
    const act = () => desk.oppose(first, second, criterionOf(cards));
    return [{ label: tBoard("alike.oppose"), act }];
  }
  return homes.flatMap((statement) => {
    const sources = desk.visit.room.peek("statement", statement)?.sources ?? [];
    const there = sources.find((source) => source.card === first.id || source.card === second.id);
    const other = there?.card === first.id ? second : first;
    if (!there || sources.some((source) => source.card === other.id)) return [];
    const how = there.how === "supports" ? "contradicts" : "supports";
    return [
      {
        label: tBoard("alike.oppose.in", { text: titleOf(desk, statement) }),
        act: () => desk.draw([other.id], statement, how),
      },
    ];
  });
}
