/** Cards that the room did not take because their table is gone: what is needed to lay them at another. */

import type { Waiting } from "./outbox";
import type { Room } from "./room";
import type { Card, Ops } from "./wire.gen";

/** What a card may have been written under, and lost while its author was away. */
const PLACES = new Set<unknown>(["group", "experience", "criterion", "step"]);

const cardOf = (one: Waiting): unknown => one.op.args.card;

/** Says whether a refused text is a card that can be laid at another table. */
export function isHomeless(one: Waiting): boolean {
  if (one.op.name !== "card.write" || !one.op.args.group || one.op.args.on) return false;
  const { refused, facts } = one.refused ?? { refused: "" };
  if (refused === "record.unknown") return PLACES.has(facts?.kind);
  return ["group.foreign", "domain.unknown", "record.exists"].includes(refused);
}

/** Gives what was refused with the corrections of cards folded into them: they are refused for want of the cards. */
export function folded(refused: readonly Waiting[]): Waiting[] {
  const homeless = refused.filter(isHomeless);
  const edits = (card: unknown) =>
    refused.filter((one) => one.op.name === "card.edit" && cardOf(one) === card).map((one) => one.op.args);
  const alone = refused.filter(
    (one) => one.op.name !== "card.edit" || !homeless.some((other) => cardOf(other) === cardOf(one)),
  );
  return alone.map((one) =>
    homeless.includes(one)
      ? { ...one, op: { ...one.op, args: Object.assign({}, one.op.args, ...edits(cardOf(one))) } }
      : one,
  );
}

/** Gives the ids of all that is put away with a refused text: itself, and the corrections folded into it. */
export function withCorrections(one: Waiting, refused: readonly Waiting[]): string[] {
  const corrects = (other: Waiting) => other.op.name === "card.edit" && cardOf(other) === cardOf(one);
  return refused
    .filter((other) => other.op.id === one.op.id || (isHomeless(one) && corrects(other)))
    .map((other) => other.op.id);
}

/**
 * Gives a card as it is laid at a table: under its own id, so that it never comes twice, and still about the
 * experience that it was written on; what is gone meanwhile is left out.
 */
export function placed(one: Waiting, room: Room, group: string): Ops["card.write"] {
  const args = one.op.args as unknown as Card & { card: string };
  const still = (kind: "step" | "experience" | "criterion" | "sheet", id: string | null) =>
    id && room.peek(kind, id) ? id : null;
  const sheet = still("sheet", args.sheet);
  return {
    card: args.card,
    group,
    step: still("step", args.step),
    experience: still("experience", args.experience),
    criterion: still("criterion", args.criterion),
    kind: args.kind,
    text: args.text,
    // What was written off paper leads back to it, and is of whom it says.
    ...(sheet ? { sheet } : {}),
    domains: (args.domains ?? []).filter((id) => room.peek("domain", id)),
  };
}
