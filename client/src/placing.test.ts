import { describe, expect, test } from "vitest";
import type { Waiting } from "./outbox";
import { folded, isHomeless, placed, withCorrections } from "./placing";
import { Room } from "./room";
import type { Op, Refusal } from "./wire.gen";

const WRITTEN = { card: "c", step: "s", group: "gone", experience: "e", criterion: "k", kind: "constat" };
const GONE: Refusal = { refused: "record.unknown", facts: { kind: "group", id: "gone" } };

function refused(id: string, name: string, args: Op["args"], why: Refusal = GONE): Waiting {
  return { room: "R", who: "p", owner: "t", op: { id, name, args }, refused: why };
}

const card = refused("1", "card.write", { ...WRITTEN, text: "trop tard", domains: ["d", "old"] });
const noCard: Refusal = { refused: "record.unknown", facts: { kind: "card", id: "c" } };

describe("a card whose table is gone", () => {
  test("is one text with what was corrected in it, and is put away with it", () => {
    const edit = refused("2", "card.edit", { card: "c", text: "corrigé" }, noCard);
    const other = refused("3", "card.edit", { card: "other", text: "ailleurs" }, noCard);
    const all = [card, edit, other];
    expect(folded(all).map((one) => one.op.args.text)).toEqual(["corrigé", "ailleurs"]);
    expect(withCorrections(card, all)).toEqual(["1", "2"]);
    expect(withCorrections(other, all)).toEqual(["3"]);
  });

  test("is laid at another under its own id, about what it was about, without what is gone", () => {
    const room = new Room();
    room.load({ experience: { e: { id: "e" } as never }, domain: { d: { id: "d" } as never } }, 1);
    expect(placed(card, room, "mine")).toEqual({
      ...WRITTEN,
      text: "trop tard",
      group: "mine",
      step: null,
      criterion: null,
      domains: ["d"],
    });
  });

  test("leads back to the paper from which it was written off, as long as that is there", () => {
    const room = new Room();
    room.load({ sheet: { paper: { id: "paper" } as never } }, 1);
    const off = (sheet: string) =>
      placed(refused("1", "card.write", { ...WRITTEN, sheet }), room, "mine").sheet;
    expect([off("paper"), off("lost")]).toEqual(["paper", undefined]);
  });

  test("is told from what cannot be laid: a comment, a reason, a card beyond what a step takes", () => {
    expect(isHomeless(card)).toBe(true);
    expect(isHomeless(refused("1", "card.write", { ...WRITTEN, on: "card/x" }))).toBe(false);
    expect(isHomeless(refused("1", "card.write", { ...WRITTEN, group: null }))).toBe(false);
    expect(isHomeless(refused("1", "appraisal.set", { group: "gone", reason: "car" }))).toBe(false);
    const full: Refusal = { refused: "kind.limit", facts: { limit: 3 } };
    expect(isHomeless(refused("1", "card.write", WRITTEN, full))).toBe(false);
  });
});
