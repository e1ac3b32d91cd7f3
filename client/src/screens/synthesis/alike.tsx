/**
 * Cards that say nearly the same thing: suggested with a reason, to be accepted or refused one by one,
 * with one key each. Nothing is brought together without somebody saying so.
 */

import { useEffect, useState } from "preact/hooks";
import { RefusedCall, type Suggested, suggestions } from "../../api";
import { Button } from "../../parts/button";
import { lies } from "../../views/board";
import { useVisit } from "../../visit";
import { whyRefused } from "../../words";
import { tBoard } from "../../words/synthesis";
import { useDesk } from "./desk";
import { KindMark, Origin, short } from "./names";

/** Enough pairs to decide on in one go; the next ones follow as these are settled. */
const SHOWN = 30;

const keyOf = (pair: Suggested): string => pair.cards.join("+");

/** Lists the suggestions; each goes once something was decided on it. */
export function AlikeSheet() {
  const { code, pass, room } = useVisit();
  const [pairs, setPairs] = useState<Suggested[] | null>(null);
  const [why, setWhy] = useState("");
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    suggestions(code, pass.token).then(setPairs, (error: unknown) =>
      setWhy(error instanceof RefusedCall ? whyRefused(error.code, error.facts) : whyRefused("network.gone")),
    );
  }, [code, pass]);
  const open = pairs?.filter((pair) => {
    const cards = pair.cards.map((id) => room.one("card", id).value);
    return !settled.has(keyOf(pair)) && cards.every((card) => card && lies(card));
  });
  const settle = (pair: Suggested) => {
    const here = document.activeElement?.closest(".pair");
    const next = here?.nextElementSibling ?? here?.previousElementSibling;
    setSettled(new Set([...settled, keyOf(pair)]));
    // The keyboard goes on to the next pair, so that a long list is gone through with two keys.
    if (here instanceof HTMLElement && next instanceof HTMLElement) next.focus();
  };
  return (
    <div class="stack">
      <p class="soft">
        {tBoard("alike.text")}{" "}
        <span class="by-keys">
          {tBoard("alike.keys", { yes: tBoard("alike.yes.key"), no: tBoard("alike.no.key") })}
        </span>
      </p>
      <Said />
      <p class="figures" role="status">
        {why ? (
          <span class="error">{why}</span>
        ) : !open ? (
          tBoard("alike.loading")
        ) : open.length === 0 ? (
          tBoard("alike.none")
        ) : (
          tBoard("alike.count", { n: open.length })
        )}
      </p>
      <ol class="plain-list stack">
        {open?.slice(0, SHOWN).map((pair) => (
          <Pair key={keyOf(pair)} pair={pair} onSettled={() => settle(pair)} />
        ))}
      </ol>
    </div>
  );
}

/** What was just decided, and how to take it back: the toasts lie under the sheet. */
function Said() {
  const desk = useDesk();
  const [before] = useState(desk.done.value.length);
  if (desk.done.value.length <= before) return null;
  return (
    <div class="row" role="status">
      <span>{desk.said.value}</span>
      <Button icon="undo" onClick={() => void desk.undo()}>
        {tBoard("undo")}
      </Button>
    </div>
  );
}

function Pair({ pair, onSettled }: { pair: Suggested; onSettled: () => void }) {
  const desk = useDesk();
  const { room } = useVisit();
  const cards = pair.cards.flatMap((id) => room.one("card", id).value ?? []);
  const about = cards.map((card) => short(card.text, 40)).join(" / ");
  // Where one of the two already stands in a statement, the other can join it there.
  const homes = [...new Set(pair.cards.flatMap((id) => desk.used.value.get(id) ?? []))];
  const join = (statement: string) => {
    const there = room.peek("statement", statement)?.sources.map((source) => source.card) ?? [];
    const missing = pair.cards.filter((id) => !there.includes(id));
    if (missing.length > 0) desk.draw(missing, statement, "supports");
    onSettled();
  };
  // The longer of the two says more; it can be corrected like any text.
  const text = [...cards].sort((a, b) => b.text.length - a.text.length)[0]?.text ?? "";
  const make = () => {
    const [first, second] = cards;
    const criterion = first?.criterion === second?.criterion ? (first?.criterion ?? null) : null;
    desk.write(pair.cards, text, "convergence", criterion, false);
    onSettled();
  };
  const accept = () => (homes[0] === undefined ? make() : join(homes[0]));
  const refuse = () => {
    desk.decline(pair.cards);
    onSettled();
  };
  const yes = tBoard("alike.yes.key");
  const no = tBoard("alike.no.key");
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" } as const;
    const act = { [yes]: accept, [no]: refuse }[event.key.toLowerCase()];
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
      <div class="row">
        {homes.length === 0 && (
          <Button
            aria-label={tBoard("about", { action: tBoard("alike.make"), text: about })}
            aria-keyshortcuts={yes}
            onClick={make}
          >
            {tBoard("alike.make")}
          </Button>
        )}
        {homes.map((statement, at) => (
          <Button
            key={statement}
            aria-keyshortcuts={at === 0 ? yes : undefined}
            onClick={() => join(statement)}
          >
            {tBoard("alike.join", { text: short(room.peek("statement", statement)?.text ?? "", 36) })}
          </Button>
        ))}
        {homes.length === 0 && (
          <Button
            aria-label={tBoard("about", { action: tBoard("alike.word"), text: about })}
            onClick={() => {
              desk.asking.value = { what: "write", cards: pair.cards };
            }}
          >
            {tBoard("alike.word")}
          </Button>
        )}
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
