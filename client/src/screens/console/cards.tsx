/** The cards of the day, to find one and to hide it, show it again, or erase it for good. */

import { useState } from "preact/hooks";
import { SheetMark } from "../../activities/grid/sheetmark";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { useCall } from "../../parts/calling";
import { CardSlip, Chip } from "../../parts/chip";
import { Dialog } from "../../parts/dialog";
import { EraseQuestion } from "../../parts/erase";
import { Field } from "../../parts/field";
import { Menu, type MenuItem } from "../../parts/menu";
import { plain, plainText } from "../../plain";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { say } from "../../words";
import { tc } from "../../words/console";
import { tErase } from "../../words/erase";
import { useRoomInfo, useTables } from "./state";

const AT_ONCE = 24;

/** A searchable list of cards, newest first. */
export function Cards() {
  const { room } = useVisit();
  const [words, setWords] = useState("");
  const [hiddenOnly, setHiddenOnly] = useState(false);
  const [shown, setShown] = useState(AT_ONCE);
  const [hiding, setHiding] = useState<Card | null>(null);
  const asked = plain(words.trim());
  const found = room
    .all("card")
    .filter((card) => !card.withdrawn && (!hiddenOnly || card.hidden !== null))
    .filter((card) => asked === "" || plainText(card).includes(asked))
    .sort((a, b) => b.at - a.at);
  return (
    <section class="stack" aria-label={tc("cards.title")}>
      <div class="row spread">
        <h3>{tc("cards.title")}</h3>
        <p class="small soft" role="status">
          {tc("cards.shown", { n: found.length })}
        </p>
      </div>
      <div class="cards-find">
        <Field label={tc("cards.find")} type="search" value={words} onText={setWords} />
        <label class="check">
          <input type="checkbox" checked={hiddenOnly} onChange={() => setHiddenOnly(!hiddenOnly)} />
          {tc("cards.hidden.only")}
        </label>
      </div>
      {found.length === 0 && <p class="soft">{tc("cards.none")}</p>}
      <ul class="console-cards plain-list">
        {found.slice(0, shown).map((card) => (
          <li key={card.id}>
            <OneCard card={card} onHide={() => setHiding(card)} />
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + AT_ONCE)}>{tc("cards.more")}</Button>
        </div>
      )}
      <HideCard card={hiding} onClose={() => setHiding(null)} />
    </section>
  );
}

function OneCard({ card, onHide }: { card: Card; onHide: () => void }) {
  const { room } = useVisit();
  const act = useAct();
  const call = useCall();
  const tables = useTables();
  const closed = useRoomInfo().closed;
  const [erasing, setErasing] = useState(false);
  const kind = room.one("format", "format").value?.kinds.find((one) => one.id === card.kind);
  const criterion = card.criterion ? room.one("criterion", card.criterion).value : undefined;
  const author = card.author ? room.one("participant", card.author).value : undefined;
  const show = () => void act("card.show", { card: card.id }, tc("did.show"));
  const item =
    card.hidden === null
      ? { label: tc("cards.hide"), icon: "hidden" as const, onPick: onHide }
      : { label: tc("cards.show"), icon: "eye" as const, onPick: show };
  const erase: MenuItem = {
    label: tErase("one"),
    icon: "trash",
    danger: true,
    onPick: () => setErasing(true),
  };
  return (
    <CardSlip
      state={card.hidden === null ? undefined : "faded"}
      above={
        <>
          <span>
            <span aria-hidden="true">{kind?.symbol} </span>
            {say(kind?.label)}
          </span>
          <span class="soft">{say(criterion?.short)}</span>
        </>
      }
      actions={
        <>
          <Menu items={closed ? [erase] : [item, ...call("card", card.id), erase]} />
          <EraseQuestion kind="card" id={card.id} open={erasing} onClose={() => setErasing(false)} />
        </>
      }
      below={
        <>
          <span>
            {[author?.name, tables.find((one) => one.id === card.group)?.name].filter(Boolean).join(" · ")}
          </span>
          {card.sheet !== null && <SheetMark id={card.sheet} />}
          {card.hidden !== null && <Chip tone="warn">{tc("cards.hidden", { reason: card.hidden })}</Chip>}
        </>
      }
    >
      {card.text}
    </CardSlip>
  );
}

function HideCard({ card, onClose }: { card: Card | null; onClose: () => void }) {
  const act = useAct();
  const [reason, setReason] = useState("");
  const hide = async (event: Event) => {
    event.preventDefault();
    if (!card || !(await act("card.hide", { card: card.id, reason }, tc("did.hide")))) return;
    setReason("");
    onClose();
  };
  return (
    <Dialog open={card !== null} title={tc("cards.hide.title")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void hide(event)}>
        <p class="slip pre">{card?.text}</p>
        <p>{tc("cards.hide.text")}</p>
        <Field label={tc("cards.hide.reason")} value={reason} onText={setReason} />
        <div class="row end">
          <Button type="submit" look="danger" disabled={!reason.trim()}>
            {tc("cards.hide.go")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
