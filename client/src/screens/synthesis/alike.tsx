/**
 * Cards that say nearly the same thing: suggested with a reason, to be accepted or refused one by one,
 * with one key each. Nothing is brought together without somebody saying so.
 */

import { useEffect, useState } from "preact/hooks";
import { RefusedCall, type Suggested, suggestions } from "../../api";
import { Button } from "../../parts/button";
import { lies } from "../../views/lineage";
import { useVisit } from "../../visit";
import { whyRefused } from "../../words";
import { tBoard } from "../../words/synthesis";
import { useDesk } from "./desk";
import { Pair } from "./pair";

/** Enough pairs to decide on in one go; the next ones follow as these are settled. */
const SHOWN = 30;

const keyOf = (pair: Suggested): string => pair.cards.join("+");

/** Lists the suggestions; each goes once something was decided on it. */
export function AlikeSheet() {
  const { code, pass, room } = useVisit();
  const [pairs, setPairs] = useState<Suggested[] | null>(null);
  const [why, setWhy] = useState("");
  const { used } = useDesk();
  // Another synthesizer may go through the same list, and has joined or parted some meanwhile.
  const isSettled = ({ cards }: Suggested) => {
    const [first, second] = cards.map((id) => used.value.get(id) ?? []);
    const declined = room.one("declined", [...cards].sort().join(":")).value !== undefined;
    return declined || first?.some((statement) => second?.includes(statement));
  };
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    suggestions(code, pass.token).then(setPairs, (error: unknown) =>
      setWhy(error instanceof RefusedCall ? whyRefused(error.code, error.facts) : whyRefused("network.gone")),
    );
  }, [code, pass]);
  const open = pairs?.filter((pair) => {
    const cards = pair.cards.map((id) => room.one("card", id).value);
    return !settled.has(keyOf(pair)) && cards.every((card) => card && lies(card)) && !isSettled(pair);
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

/** What was just decided, and how to take it back for as long as the sheet is open. */
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
