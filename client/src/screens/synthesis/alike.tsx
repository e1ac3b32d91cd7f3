/** Cards that say nearly the same thing: suggested with a reason, to be accepted or refused one by one. */

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
  return (
    <div class="stack">
      <p class="soft">{tBoard("alike.text")}</p>
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
          <Pair
            key={keyOf(pair)}
            pair={pair}
            onSettled={() => setSettled(new Set([...settled, keyOf(pair)]))}
          />
        ))}
      </ol>
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
  return (
    <li class="pair">
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
            onClick={() => {
              desk.asking.value = { what: "write", cards: pair.cards };
            }}
          >
            {tBoard("alike.make")}
          </Button>
        )}
        {homes.map((statement) => (
          <Button key={statement} onClick={() => join(statement)}>
            {tBoard("alike.join", { text: short(room.peek("statement", statement)?.text ?? "", 36) })}
          </Button>
        ))}
        <Button
          look="plain"
          aria-label={tBoard("about", { action: tBoard("alike.decline"), text: about })}
          onClick={() => {
            desk.decline(pair.cards);
            onSettled();
          }}
        >
          {tBoard("alike.decline")}
        </Button>
      </div>
    </li>
  );
}
