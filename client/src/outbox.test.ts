import "fake-indexeddb/auto";
import { afterEach, describe, expect, test } from "vitest";
import { newId } from "./ids";
import { MemoryKeep, openKeep } from "./kept";
import { Outbox, typed, type Waiting } from "./outbox";
import type { Op } from "./wire.gen";

const open: Outbox[] = [];
let rooms = 0;

async function outbox(room: string, who = "p1"): Promise<Outbox> {
  const made = new Outbox(room, who, await openKeep<Waiting>("outbox"));
  open.push(made);
  return made;
}

const write = (text: string): Op => ({ id: newId(), name: "card.write", args: { card: newId(), text } });
const texts = (box: Outbox) => box.waiting.value.map((one) => one.op.args.text);
const aRoom = () => `room${++rooms}`;

afterEach(() => {
  for (const box of open.splice(0)) box.tabs.close();
});

describe("the outbox", () => {
  test("gives what waited back after a reload, in the order in which it was written", async () => {
    const room = aRoom();
    const before = await outbox(room);
    for (const text of ["un", "deux", "trois"]) await before.add(write(text));
    before.tabs.close();
    const after = await outbox(room);
    await after.adopt();
    expect(texts(after)).toEqual(["un", "deux", "trois"]);
  });

  test("sends what is written later after what it took over, though that tab's clock was ahead", async () => {
    const room = aRoom();
    const before = await outbox(room);
    const at = (Date.now() + 60_000).toString(16).padStart(12, "0");
    const id = `${at.slice(0, 8)}-${at.slice(8)}-7000-8000-000000000000`;
    await before.add({ ...write("pris de l’autre onglet"), id });
    before.tabs.close();
    const after = await outbox(room);
    await after.adopt();
    await after.add(write("écrit ensuite"));
    await after.adopt();
    const ids = after.waiting.value.map((one) => one.op.id);
    expect(ids).toEqual([...ids].sort());
    expect(texts(after)).toEqual(["pris de l’autre onglet", "écrit ensuite"]);
  });

  test("finds the words of a dossier and of a step, which are in both languages further in, to be copied", () => {
    const summary = { fr: "Ce qu’on en sait", en: "What we know" };
    const op = { id: newId(), name: "experience.edit", args: { experience: "e1", summary } };
    expect(typed(op)).toBe("Ce qu’on en sait\nWhat we know");
    const settings = { mode: "line", prompts: [{ id: "q1", ask: { fr: "Pourquoi ?", en: "" } }] };
    expect(typed({ id: newId(), name: "step.set", args: { step: "s1", settings } })).toBe("Pourquoi ?");
    expect(typed({ id: newId(), name: "vote.cast", args: { on: "statement/s1", weight: 3 } })).toBe("");
  });

  test("gives back what waits even where a key was left with nothing behind it", async () => {
    const room = aRoom();
    const before = await outbox(room);
    await before.add(write("encore là"));
    before.tabs.close();
    const keep = await openKeep<Waiting | undefined>("outbox");
    await keep.set(`${room}/p1/${newId()}`, undefined);
    const after = await outbox(room);
    await after.adopt();
    expect(texts(after)).toEqual(["encore là"]);
  });

  test("keeps what is refused in sight while another tab makes it look at the disk", async () => {
    const room = aRoom();
    const box = await outbox(room);
    const ops = ["un", "deux", "trois"].map(write);
    for (const op of ops) await box.add(op);
    const looking = [box.adopt(), box.adopt()];
    for (const op of ops) void box.rejected(op.id, { refused: "room.closed", facts: {} });
    await Promise.all(looking);
    expect(box.refused.value.map((one) => one.op.args.text)).toEqual(["un", "deux", "trois"]);
  });

  test("writes nothing down where it would change what is gone meanwhile", async () => {
    const keep = await openKeep<string>(`try-${newId()}`);
    await keep.update("gone", () => undefined);
    expect(await keep.entries()).toEqual([]);
    await keep.set("here", "un");
    await keep.update("here", (before) => `${before} deux`);
    expect(await keep.entries()).toEqual([["here", "un deux"]]);
  });

  test("leaves the ops of a tab that still lives to that tab", async () => {
    const room = aRoom();
    const first = await outbox(room);
    const second = await outbox(room);
    await first.add(write("à la première"));
    await second.adopt();
    expect(texts(second)).toEqual([]);
    expect(texts(first)).toEqual(["à la première"]);
  });

  test("gives the ops of a closed tab to one of two others, never to both", async () => {
    const room = aRoom();
    const gone = await outbox(room);
    for (const text of ["un", "deux", "trois", "quatre"]) await gone.add(write(text));
    const left = await outbox(room);
    const right = await outbox(room);
    gone.tabs.close();
    await Promise.all([left.adopt(), right.adopt()]);
    expect([...texts(left), ...texts(right)].sort()).toEqual(["deux", "quatre", "trois", "un"]);
  });

  test("a tab that closes hands its ops over without anybody asking", async () => {
    const room = aRoom();
    const gone = await outbox(room);
    const stays = await outbox(room);
    await gone.add(write("reste"));
    const handed = new Promise<void>((done) => {
      stays.onAdopted = done;
    });
    gone.tabs.close();
    await handed;
    expect(texts(stays)).toEqual(["reste"]);
  });

  test("forgets what was accepted", async () => {
    const room = aRoom();
    const box = await outbox(room);
    const op = write("écrit");
    await box.add(op);
    await box.accepted(op.id);
    box.tabs.close();
    const after = await outbox(room);
    await after.adopt();
    expect(texts(after)).toEqual([]);
  });

  test("keeps a refused text in sight, after a reload too, until the person puts it away", async () => {
    const room = aRoom();
    const box = await outbox(room);
    const op = write("un texte que la salle refuse");
    await box.add(op);
    await box.rejected(op.id, { refused: "room.closed", facts: {} });
    expect(box.waiting.value).toEqual([]);
    box.tabs.close();
    const after = await outbox(room);
    await after.adopt();
    expect(after.refused.value.map((one) => one.op.args.text)).toEqual(["un texte que la salle refuse"]);
    expect(after.refused.value[0]?.refused?.refused).toBe("room.closed");
    await after.dismiss(op.id);
    expect(after.refused.value).toEqual([]);
  });

  test("does not mix two people who share a device", async () => {
    const room = aRoom();
    const one = await outbox(room, "p1");
    await one.add(write("de la première personne"));
    one.tabs.close();
    const two = await outbox(room, "p2");
    await two.adopt();
    expect(texts(two)).toEqual([]);
  });

  test("works without IndexedDB and says that nothing would survive the page", async () => {
    const box = new Outbox(aRoom(), "p1", new MemoryKeep<Waiting>());
    open.push(box);
    await box.add(write("fragile"));
    expect(texts(box)).toEqual(["fragile"]);
    expect(box.durable.value).toBe(false);
  });
});
