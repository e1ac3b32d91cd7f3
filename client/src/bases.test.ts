import { describe, expect, test } from "vitest";
import { Delivery } from "./delivery";
import { expected } from "./expected";
import { newId } from "./ids";
import { MemoryKeep } from "./kept";
import { Line } from "./line";
import { Outbox, type Waiting } from "./outbox";
import { Room } from "./room";
import { Hall, HallWire } from "./testing/hall";
import type { Me, Op } from "./wire.gen";

const ME = { participant: "p1", seat: "participant" } as Me;
const CELL = { group: "g1", criterion: "c1", level: "present" };

function asks(room: Room, name: string, args: Op["args"], base?: number): Op {
  const op: Op = { id: newId(), name, args, ...(base === undefined ? {} : { base }) };
  room.lay(op.id, expected(op, room, ME, 0), base);
  return op;
}

describe("what one writes over one's own words", () => {
  test("is merged against them once the server has them as they were typed", () => {
    const room = new Room();
    const write = asks(room, "card.write", { card: "c1", text: "Un lieu" });
    const first = asks(room, "card.edit", { card: "c1", text: "Un lieu ouvert" }, 0);
    const second = asks(room, "card.edit", { card: "c1", text: "Un lieu ouvert à tous" }, 0);
    expect(room.baseOf(first)).toBe(0);
    room.apply(frame(0, 7, write.id, ["put", "card", "c1", { text: "Un lieu", rev: 7 }]));
    expect(room.baseOf(first)).toBe(7);
    room.apply(frame(7, 9, first.id, ["patch", "card", "c1", { text: "Un lieu ouvert", rev: 9 }]));
    expect(room.baseOf(second)).toBe(9);
  });

  test("is merged against what it was made with where the server has another log than the words that were seen", () => {
    const room = new Room();
    room.load(
      { card: { c1: { id: "c1", rev: 9, text: "Un lieu ouvert" }, c2: { id: "c2", rev: 4, text: "Dit" } } },
      9,
    );
    const edit = asks(room, "card.edit", { card: "c1", text: "Un lieu ouvert à tous" }, 9);
    const other = asks(room, "card.edit", { card: "c2", text: "Dit ici" }, 4);
    const settle = asks(room, "text.settle", { kind: "card", id: "c1", text: "Un lieu" }, 9);
    room.forget();
    room.load(
      { card: { c1: { id: "c1", rev: 8, text: "Un grand lieu" }, c2: { id: "c2", rev: 4, text: "Dit" } } },
      12,
    );
    expect(room.baseOf(edit)).toBe(0);
    expect(room.baseOf(settle)).toBe(0);
    expect(room.baseOf(other)).toBe(4);
    expect(room.baseOf(asks(room, "card.edit", { card: "c1", text: "Un grand lieu ici" }, 10))).toBe(10);
  });

  test("is merged against what was there before where somebody else's words are in them", () => {
    const room = new Room();
    room.load({ card: { c1: { id: "c1", rev: 3, text: "Un lieu" } } }, 3);
    const first = asks(room, "card.edit", { card: "c1", text: "Un lieu ouvert" }, 3);
    const second = asks(room, "card.edit", { card: "c1", text: "Un lieu ouvert à tous" }, 3);
    room.apply(frame(3, 4, "another", ["patch", "card", "c1", { text: "Un grand lieu", rev: 4 }]));
    room.apply(frame(4, 5, first.id, ["patch", "card", "c1", { text: "Un grand lieu ouvert", rev: 5 }]));
    expect(room.baseOf(second)).toBe(3);
  });

  test("a reason begun on a level of one's own is merged against that, and not against what others wrote", () => {
    const room = new Room();
    const level = asks(room, "appraisal.set", CELL);
    const reason = asks(room, "appraisal.set", { ...CELL, reason: "Personne n’a de clé" }, 0);
    const id = "g1::c1";
    const mine = { ...CELL, reason: "", rev: 11 };
    room.apply(frame(10, 11, level.id, ["put", "appraisal", id, mine]));
    room.apply(frame(11, 12, "another", ["patch", "appraisal", id, { reason: "Le soir", rev: 12 }]));
    expect(room.baseOf(reason)).toBe(11);
  });

  test("a cell that somebody else had begun is nothing of one's own", () => {
    const room = new Room();
    const level = asks(room, "appraisal.set", CELL);
    const reason = asks(room, "appraisal.set", { ...CELL, reason: "Personne n’a de clé" }, 0);
    const both = { ...CELL, reason: "Le soir", rev: 12 };
    room.apply(frame(10, 12, level.id, ["put", "appraisal", "g1::c1", both]));
    expect(room.baseOf(reason)).toBe(0);
  });

  test("who settles on one of several texts is asked what they have seen", () => {
    const room = new Room();
    room.load({ card: { c1: { id: "c1", rev: 3, text: "Un lieu" } } }, 3);
    const edit = asks(room, "card.edit", { card: "c1", text: "Un lieu ouvert" }, 3);
    const settle = asks(room, "text.settle", { kind: "card", id: "c1", text: "Un lieu" }, 3);
    room.apply(frame(3, 5, edit.id, ["patch", "card", "c1", { text: "Un lieu ouvert", rev: 5 }]));
    expect(room.baseOf(settle)).toBe(3);
  });
});

test("an edit waits for the answer to the words under it, and others do not", async () => {
  const hall = new Hall();
  const room = new Room();
  const line = new Line(new HallWire(hall), room);
  const outbox = new Outbox("ABCDEF", newId(), new MemoryKeep<Waiting>());
  const delivery = new Delivery(outbox, line, room);
  line.onLive = () => delivery.pump();
  for (const op of [
    asks(room, "card.write", { card: "c1", text: "Un lieu" }),
    asks(room, "card.write", { card: "c2", text: "Un café" }),
    asks(room, "card.edit", { card: "c1", text: "Un lieu ouvert" }, 0),
    asks(room, "card.edit", { card: "c1", text: "Un lieu ouvert à tous" }, 0),
  ]) {
    void outbox.add(op);
  }
  line.start();
  await expect.poll(() => outbox.waiting.value.length).toBe(0);
  const [first, other, second, third] = hall.log.map(({ op }) => op);
  expect(other?.after).toEqual([first?.id]);
  expect(second?.after ?? []).not.toContain(first?.id);
  expect(third?.after ?? []).not.toContain(second?.id);
  expect(room.peek("card", "c1")?.text).toBe("Un lieu ouvert à tous");
  line.stop();
  outbox.tabs.close();
});

function frame(prev: number, seq: number, id: string, change: [string, ...unknown[]]) {
  return { prev, seq, ops: [{ id, by: null, at: 0, changes: [change] }] } as never;
}
