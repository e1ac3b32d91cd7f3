/** Everything that I wrote in this room, so that I can find it, correct it, take it back or erase it. */

import type { ComponentChildren } from "preact";
import { CardView } from "../../activities/grid/card";
import { newestFirst } from "../../activities/grid/sheet";
import { type Erasable, EraseButton } from "../../parts/erase";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import { tErase } from "../../words/erase";
import { tp } from "../../words/participant";

interface Text {
  kind: Exclude<Erasable, "card" | "sheet">;
  id: string;
  text: string;
  withdrawn: boolean;
}

/** The list, folded until it is asked for. */
export function Wrote() {
  const { room } = useVisit();
  const { person, format } = useMine();
  const me = person?.id ?? "";
  const cards = room
    .all("card")
    .filter((card) => card.author === me)
    .sort(newestFirst);
  const texts = useTexts(me);
  const votes = room.all("vote").filter((vote) => vote.participant === me).length;
  const n = cards.length + texts.length;
  return (
    <details class="fold">
      <summary>
        {tp("me.wrote")} <span class="count-mark">{n}</span>
      </summary>
      {n === 0 && <p class="soft">{tp("me.wrote.none")}</p>}
      <ul class="plain-list pile-list">
        {cards.map((card) =>
          card.withdrawn ? (
            <Slip key={card.id} kind="card" id={card.id} withdrawn title={tp("grid.withdrawn", { n: 1 })}>
              {card.text}
            </Slip>
          ) : (
            <li key={card.id} class="stack-s">
              <CardView id={card.id} kinds={format?.kinds ?? []} withCriterion />
              <div class="row end">
                <EraseButton kind="card" id={card.id} about={card.text} />
              </div>
            </li>
          ),
        )}
        {texts.map((one) => (
          <Slip key={`${one.kind}/${one.id}`} {...one} title={tErase(`kind.${one.kind}`)}>
            {one.text}
          </Slip>
        ))}
      </ul>
      {votes > 0 && <p class="soft">{tErase("votes", { n: votes })}</p>}
    </details>
  );
}

interface SlipProps {
  kind: Erasable;
  id: string;
  title: string;
  withdrawn: boolean;
  children: ComponentChildren;
}

function Slip({ kind, id, title, withdrawn, children }: SlipProps) {
  return (
    <li class="slip stack-s">
      <p class="small soft">
        {title}
        {withdrawn && kind !== "card" && ` · ${tErase("withdrawn")}`}
      </p>
      <p class="pre">{children}</p>
      <div class="row end">
        <EraseButton kind={kind} id={id} about={title} />
      </div>
    </li>
  );
}

/** What I wrote that is no card, in the order of the day. */
function useTexts(me: string): Text[] {
  const { room } = useVisit();
  const of = <T extends { author: string | null }>(records: T[]) =>
    records.filter((one) => one.author === me);
  const said = (...parts: string[]) => parts.filter(Boolean).join(" · ");
  return [
    ...room
      .all("answer")
      .filter((one) => one.participant === me && one.text !== "")
      .map((one) => ({ kind: "answer" as const, id: one.id, text: one.text, withdrawn: false })),
    ...of(room.all("appraisal"))
      .filter((one) => one.reason !== "")
      .map((one) => ({ kind: "appraisal" as const, id: one.id, text: one.reason, withdrawn: false })),
    ...of(room.all("proposal")).map((one) => ({ ...one, kind: "proposal" as const })),
    ...of(room.all("commitment")).map((one) => ({
      kind: "commitment" as const,
      id: one.id,
      text: said(one.who, one.what, one.by),
      withdrawn: one.withdrawn,
    })),
    ...of(room.all("board")).map((one) => ({
      kind: "board" as const,
      id: one.id,
      text: said(one.caption, one.alt) || "…",
      withdrawn: one.withdrawn,
    })),
    ...of(room.all("note")).map((one) => ({
      kind: "note" as const,
      id: one.id,
      text: one.text,
      withdrawn: false,
    })),
    ...of(room.all("message")).map((one) => ({
      kind: "message" as const,
      id: one.id,
      text: one.text,
      withdrawn: false,
    })),
  ];
}
