import { expect, test } from "vitest";
import { Room } from "../room";
import { movedOn } from "./moved";

function roomAt(seq: number, records: { kind: string; id: string; rev: number }[]): Room {
  const room = new Room();
  const snapshot: { [kind: string]: { [id: string]: { id: string; rev: number } } } = {};
  for (const { kind, id, rev } of records) snapshot[kind] = { ...snapshot[kind], [id]: { id, rev } };
  room.load(snapshot, seq);
  return room;
}

test("a link that is changed or ended changes nothing of the publication, however often", () => {
  const room = roomAt(7, [
    { kind: "statement", id: "s", rev: 3 },
    { kind: "share", id: "a", rev: 7 },
  ]);
  expect(movedOn(room, 4)).toBe(false);
});

test("what changed before another link was made has changed all the same", () => {
  const room = roomAt(6, [
    { kind: "statement", id: "s", rev: 5 },
    { kind: "share", id: "a", rev: 2 },
    { kind: "share", id: "b", rev: 6 },
  ]);
  expect(movedOn(room, 1)).toBe(true);
  expect(movedOn(room, 5)).toBe(false);
});

test("what was taken away has changed the room too", () => {
  expect(movedOn(roomAt(5, [{ kind: "statement", id: "s", rev: 3 }]), 4)).toBe(true);
});
