/** What dragging means on the board: the ids of what is taken and of where it is let go, and the effect. */

import type { Support } from "../../wire.gen";
import type { Desk, Dragged } from "./desk";

export const cardThing = (card: string): string => `card/${card}`;
export const statementThing = (statement: string): string => `statement/${statement}`;
export const NEW_PLACE = "new";
export const drawPlace = (statement: string, how: Support): string => `${how}/${statement}`;
export const mergePlace = (statement: string): string => `merge/${statement}`;

function parted(id: string): [kind: string, id: string] {
  const at = id.indexOf("/");
  return at < 0 ? [id, ""] : [id.slice(0, at), id.slice(at + 1)];
}

/** Gives what moves when a thing is taken: with a chosen card, all that are chosen. */
export function dragged(desk: Desk, thing: string): Dragged {
  const [kind, id] = parted(thing);
  return kind === "card" ? { what: "cards", cards: desk.taken(id) } : { what: "statement", statement: id };
}

/** Does what letting a thing go over a place means. */
export function drop(desk: Desk, thing: string, place: string): void {
  const taken = dragged(desk, thing);
  const [on, id] = parted(place);
  if (taken.what === "statement") {
    if (on === "merge") desk.merge(taken.statement, id);
    return;
  }
  if (on === NEW_PLACE) desk.asking.value = { what: "write", cards: taken.cards };
  if (on === "supports" || on === "contradicts") desk.draw(taken.cards, id, on);
}
