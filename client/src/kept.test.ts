import "fake-indexeddb/auto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Drafts } from "./drafts";
import { newId } from "./ids";
import { openKeep } from "./kept";
import { Outbox, type Waiting } from "./outbox";
import type { Op } from "./wire.gen";

const written = (): Op => ({ id: newId(), name: "card.write", args: { card: newId(), text: "sans réseau" } });

const DISKS = {
  full: () =>
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("", "QuotaExceededError");
    }),
  refused: () =>
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("", "SecurityError");
    }),
};

afterEach(() => void vi.restoreAllMocks());

describe.each(["full", "refused"] as const)("where the disk is %s", (disk) => {
  test("what waits goes on to the next page of the room, which must stay open for it too", async () => {
    DISKS[disk]();
    const room = newId();
    const before = new Outbox(room, "p1", await openKeep<Waiting>("outbox"));
    const op = written();
    await before.add(op);
    expect(before.durable.value).toBe(false);
    before.tabs.close();
    const after = new Outbox(room, "p1", await openKeep<Waiting>("outbox"));
    await after.adopt();
    expect(after.waiting.value.map((one) => one.op)).toEqual([op]);
    expect(after.durable.value).toBe(false);
    await after.accepted(op.id);
    const keep = await openKeep<Waiting>("outbox");
    expect((await keep.entries()).filter(([key]) => key.startsWith(room))).toEqual([]);
  });

  test("a draft goes on to the next page of the room", async () => {
    DISKS[disk]();
    const room = newId();
    const before = await Drafts.open(room, "p1");
    before.set("card/new", "une phrase en cours");
    // As a visit that ends does, and the next begins at once.
    before.flush();
    expect((await Drafts.open(room, "p1")).get("card/new")).toBe("une phrase en cours");
  });
});

test("what a full disk did not take is on it once it is kept again with room to spare", async () => {
  const name = `try-${newId()}`;
  const keep = await openKeep<string>(name);
  DISKS.full();
  await expect(keep.set("a", "un")).rejects.toThrow();
  expect(await keep.entries()).toEqual([["a", "un"]]);
  expect(keep.durable).toBe(false);
  vi.restoreAllMocks();
  await keep.set("a", "deux");
  expect(await keep.entries()).toEqual([["a", "deux"]]);
  expect(keep.durable).toBe(true);
});
