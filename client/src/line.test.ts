import { effect } from "@preact/signals";
import "fake-indexeddb/auto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { serverNow } from "./clock";
import { Delivery } from "./delivery";
import { newId } from "./ids";
import { MemoryKeep } from "./kept";
import { Line } from "./line";
import { Outbox, type Waiting } from "./outbox";
import { Room } from "./room";
import { Hall, HallWire } from "./testing/hall";
import type { Op } from "./wire.gen";

interface Device {
  room: Room;
  wire: HallWire;
  line: Line;
  outbox: Outbox;
  delivery: Delivery;
  write: (text: string) => Op;
}

const devices: Device[] = [];
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

function device(hall: Hall, later = false): Device {
  const room = new Room();
  const wire = new HallWire(hall);
  const line = new Line(wire, room, later);
  const outbox = new Outbox("ABCDEF", newId(), new MemoryKeep<Waiting>());
  const delivery = new Delivery(outbox, line, room);
  line.onLive = () => delivery.pump();
  const send = (op: Op) => {
    void outbox.add(op);
    delivery.pump();
    return op;
  };
  const write = (text: string) => send({ id: newId(), name: "card.write", args: { card: newId(), text } });
  const made = { room, wire, line, outbox, delivery, write };
  devices.push(made);
  line.start();
  return made;
}

const texts = (one: Device) =>
  one.room
    .all("card")
    .map((card) => card.text)
    .sort();
const live = (one: Device) => vi.waitFor(() => expect(one.line.status.value.is).toBe("live"), 3_000);
const quiet = (one: Device) => vi.waitFor(() => expect(one.outbox.waiting.value).toEqual([]), 10_000);

afterEach(() => {
  for (const one of devices.splice(0)) {
    one.line.stop();
    one.outbox.tabs.close();
  }
  vi.unstubAllGlobals();
});

describe("the line", () => {
  test("what one device writes is on the other", async () => {
    const hall = new Hall();
    const [a, b] = [device(hall), device(hall)];
    await Promise.all([live(a), live(b)]);
    a.write("bonjour");
    await vi.waitFor(() => expect(texts(b)).toEqual(["bonjour"]));
  });

  test("what is asked with being let in is not asked again", async () => {
    const hall = new Hall();
    const a = device(hall);
    const ask = vi.spyOn(hall, "enter");
    await live(a);
    expect(ask.mock.calls).toEqual([[null, false]]);
    a.write("bonjour");
    await quiet(a);
    a.wire.disconnect();
    a.wire.connect();
    await live(a);
    expect(ask.mock.calls).toEqual([
      [null, false],
      [1, false],
    ]);
  });

  test("a server that does not answer what is asked with being let in is asked by itself", async () => {
    const hall = new Hall();
    const a = device(hall);
    a.wire.greets = false;
    await live(a);
    const greeted = vi.spyOn(a.wire, "greeted");
    a.wire.disconnect();
    a.wire.connect();
    await live(a);
    expect(greeted).not.toHaveBeenCalled();
  });

  test("a gap is found and filled from the log", async () => {
    const hall = new Hall();
    const [a, b] = [device(hall), device(hall)];
    await Promise.all([live(a), live(b)]);
    b.wire.push = () => {};
    a.write("perdu en route");
    await quiet(a);
    b.wire.push = HallWire.prototype.push;
    a.write("arrivé");
    await vi.waitFor(() => expect(texts(b)).toEqual(["arrivé", "perdu en route"]));
  });

  test("pages that were put off come after the rest, as they are by then, over a bad network too", async () => {
    const hall = new Hall(7);
    const put = (seq: number, title: string) =>
      hall.log.push({
        seq,
        op: { id: `op${seq}`, name: "page.edit", args: {} },
        changes: [["put", "page", "p", { id: "p", rev: seq, title: { fr: title, en: title } }]],
      });
    put(1, "un");
    hall.weather = { lost: 20, delay: 10 };
    const a = device(hall, true);
    await vi.waitFor(() => expect(a.room.since()).toBe(1), 10_000);
    expect(a.room.peek("page", "p")?.title.fr).toBe("un");
    a.wire.disconnect();
    put(2, "deux");
    a.wire.connect();
    await vi.waitFor(() => expect(a.room.peek("page", "p")?.title.fr).toBe("deux"), 10_000);
  }, 30_000);

  test("a frame that comes twice or late changes nothing more", async () => {
    const hall = new Hall();
    const a = device(hall);
    await live(a);
    a.write("une fois");
    await quiet(a);
    const late = { prev: 0, seq: 1, ops: [{ id: "x", by: null, at: 0, changes: [["drop", "card", "y"]] }] };
    a.wire.emit("frame", late);
    a.wire.emit("frame", {
      ...late,
      ops: [{ ...late.ops[0], changes: [["put", "card", "z", { id: "z" }]] }],
    });
    expect(texts(a)).toEqual(["une fois"]);
  });

  test("what came before an answer is in the room when the answer is given", async () => {
    const a = device(new Hall());
    await live(a);
    vi.stubGlobal("requestAnimationFrame", () => 0);
    vi.stubGlobal("cancelAnimationFrame", () => {});
    const card = newId();
    const reply = await a.line.ask({ id: newId(), name: "card.write", args: { card, text: "à moi" } });
    expect(reply).toEqual({ ok: 1 });
    expect(texts(a)).toEqual(["à moi"]);
  });

  test("what a lost line answers late never puts the room back", async () => {
    const hall = new Hall();
    const a = device(hall);
    await live(a);
    a.write("avant");
    await quiet(a);
    const old = hall.enter(null);
    let answer: (reply: unknown) => void = () => {};
    const ask = a.wire.ask;
    a.wire.ask = () => new Promise((resolve) => (answer = resolve));
    a.line.check();
    a.wire.ask = ask;
    a.wire.disconnect();
    a.wire.connect();
    await live(a);
    a.write("après");
    await quiet(a);
    answer(old);
    await sleep(20);
    expect(texts(a)).toEqual(["après", "avant"]);
    expect(a.room.seq.value).toBe(hall.seq);
  });

  test("a line that the server ended is opened again, unless the page is left meanwhile", async () => {
    const [a, b] = [device(new Hall()), device(new Hall())];
    await Promise.all([live(a), live(b)]);
    vi.useFakeTimers();
    for (const one of [a, b]) {
      one.wire.disconnect();
      one.wire.emit("ended", null);
    }
    b.line.stop();
    vi.advanceTimersByTime(3_000);
    vi.useRealTimers();
    expect([a.wire.connected, b.wire.connected]).toEqual([true, false]);
  });

  test("frames that come between two pictures change the page once, in their order", async () => {
    const a = device(new Hall());
    await live(a);
    const pictures: ((time: number) => void)[] = [];
    vi.stubGlobal("requestAnimationFrame", (draw: (time: number) => void) => pictures.push(draw));
    vi.stubGlobal("cancelAnimationFrame", () => {});
    const drawn: number[] = [];
    const stop = effect(() => void drawn.push(a.room.all("card").length));
    for (const seq of [1, 2, 3]) {
      const changes = [["put", "card", `c${seq}`, { text: `${seq}` }]];
      a.wire.emit("frame", { prev: seq - 1, seq, ops: [{ id: `o${seq}`, by: null, at: 0, changes }] });
    }
    expect(drawn).toEqual([0]);
    pictures.shift()?.(16);
    expect(drawn).toEqual([0, 3]);
    expect(a.room.seq.value).toBe(3);
    stop();
  });

  test("what is written offline goes on return, once and in order", async () => {
    const hall = new Hall();
    const a = device(hall);
    await live(a);
    a.wire.disconnect();
    expect(a.line.status.value.is).toBe("offline");
    for (let n = 0; n < 20; n++) a.write(`note ${n}`);
    expect(a.outbox.waiting.value.length).toBe(20);
    a.wire.connect();
    await quiet(a);
    expect(hall.log.map((row) => row.op.args.text)).toEqual(
      Array.from({ length: 20 }, (_, n) => `note ${n}`),
    );
  });

  test("a server that says it ends is awaited without a word of a missing network", async () => {
    const hall = new Hall();
    const a = device(hall);
    await live(a);
    a.wire.emit("stopping", { within: 50 });
    expect(a.line.status.value.is).toBe("live");
    a.wire.disconnect();
    expect(a.line.status.value).toEqual({ is: "offline", restarting: true });
    a.write("pendant ce temps");
    await live(a);
    await quiet(a);
    a.wire.disconnect();
    expect(a.line.status.value).toEqual({ is: "offline" });
  });

  test("who leaves while the server ends does not come back to it", async () => {
    const hall = new Hall();
    const a = device(hall);
    await live(a);
    a.wire.emit("stopping", { within: 50 });
    a.line.stop();
    await sleep(300);
    expect(a.wire.connected).toBe(false);
  });

  test("a socket that only looks open is found when the device wakes up", async () => {
    const hall = new Hall();
    const a = device(hall);
    await live(a);
    a.wire.dead = true;
    a.write("écrit au réveil");
    a.line.check();
    await quiet(a);
    expect(a.line.status.value.is).toBe("live");
    expect(hall.log.length).toBe(1);
  });

  test("a server that is behind the device is noticed, and what waited goes", async () => {
    const hall = new Hall();
    const a = device(hall);
    await live(a);
    for (const text of ["un", "deux", "trois"]) a.write(text);
    await quiet(a);
    a.wire.disconnect();
    hall.log = hall.log.slice(0, 1);
    a.write("quatre");
    a.wire.connect();
    await quiet(a);
    expect(a.line.rolledBack.value).toBe(true);
    await vi.waitFor(() => expect(texts(a)).toEqual(["quatre", "un"]));
  });

  test("a server whose log is another one is noticed by its mark, also where it has come as far since", async () => {
    const hall = new Hall();
    hall.mark = (row) => (row ? String(row.op.args.text).length : null);
    const a = device(hall);
    await live(a);
    for (const text of ["un", "deux", "trois"]) a.write(text);
    await quiet(a);
    a.wire.disconnect();
    hall.log = hall.log.slice(0, 1);
    a.write("de chez moi");
    for (const text of ["d’un autre", "d’une autre", "encore"])
      hall.decide({ id: newId(), name: "card.write", args: { card: newId(), text } });
    a.wire.connect();
    await quiet(a);
    await vi.waitFor(() =>
      expect(texts(a)).toEqual(["de chez moi", "d’un autre", "d’une autre", "encore", "un"]),
    );
    expect(a.line.rolledBack.value).toBe(true);
  });

  test("a server of the day before is asked as it was then, on coming in and on coming back", async () => {
    const hall = new Hall();
    hall.mark = () => 7;
    const a = device(hall);
    await live(a);
    a.wire.disconnect();
    hall.mark = () => null;
    a.wire.ofToday = false;
    a.wire.connect();
    await live(a);
    a.write("bonjour");
    await quiet(a);
    expect(texts(a)).toEqual(["bonjour"]);
    const b = device(hall);
    b.wire.ofToday = false;
    await live(b);
    expect(texts(b)).toEqual(["bonjour"]);
  });

  test("a refused connection says why and does not knock again", async () => {
    const hall = new Hall();
    const a = device(hall);
    await live(a);
    a.wire.emit("refused", "access.token");
    expect(a.line.status.value).toEqual({ is: "refused", code: "access.token" });
    a.line.check();
    expect(a.wire.connected).toBe(false);
  });

  test("the clock is the server's, however wrong the device's is", async () => {
    const hall = new Hall();
    hall.now = () => Date.now() + 3_600_000;
    const a = device(hall);
    await live(a);
    expect(Math.abs(serverNow() - hall.now())).toBeLessThan(50);
  });

  test("presence comes as what changed, and who has no connection left is gone", async () => {
    const a = device(new Hall());
    await live(a);
    a.wire.emit("here", { here: { p1: 1, p2: 2 }, writing: { p2: "criterion/c1" } });
    a.wire.emit("here", { writing: { p2: null } });
    expect(a.line.here.value).toEqual({ here: { p1: 1, p2: 2 }, writing: {} });
    a.wire.emit("here", { here: { p2: 0 } });
    expect(a.line.here.value.here).toEqual({ p1: 1 });
  });
});

describe("the delivery", () => {
  test("a refused op is told, and its text is kept", async () => {
    const hall = new Hall();
    hall.verdict = () => ({ refused: "room.closed", facts: {} });
    const a = device(hall);
    await live(a);
    const op = a.write("trop tard");
    await expect(a.delivery.settled(op.id)).resolves.toMatchObject({ refused: "room.closed" });
    expect(a.outbox.refused.value.map((one) => one.op.args.text)).toEqual(["trop tard"]);
  });

  test("a vote that is refused after a reload is told, though who cast it no longer waits for the answer", async () => {
    const hall = new Hall();
    hall.verdict = () => ({ refused: "vote.closed", facts: {} });
    const a = device(hall);
    const told = vi.spyOn(a.delivery, "onUnheard");
    await a.outbox.add({ id: newId(), name: "vote.cast", args: { on: "statement/s1", weight: 3 } });
    await a.outbox.add({ id: newId(), name: "card.write", args: { card: newId(), text: "gardé en vue" } });
    await live(a);
    await quiet(a);
    expect(told.mock.calls).toEqual([[{ refused: "vote.closed", facts: {} }]]);
    expect(a.outbox.refused.value.map((one) => one.op.args.text)).toEqual(["gardé en vue"]);
  });

  test("ops wait while the server cannot write, with the reason, and go when it can again", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const hall = new Hall();
      let full = true;
      hall.verdict = () => (full ? { wait: "storage.unavailable" } : null);
      const a = device(hall);
      await vi.advanceTimersByTimeAsync(100);
      a.write("patience");
      await vi.advanceTimersByTimeAsync(100);
      expect(a.delivery.trouble.value).toBe("storage.unavailable");
      full = false;
      await vi.advanceTimersByTimeAsync(4_000);
      expect(a.outbox.waiting.value).toEqual([]);
      expect(a.delivery.trouble.value).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test("an edit that overtakes its card is not refused for it", async () => {
    const hall = new Hall();
    let first = true;
    hall.verdict = (op) => {
      if (op.name !== "card.write" || !first) return null;
      first = false;
      return { wait: "op.too-many" };
    };
    const a = device(hall);
    await live(a);
    const written = a.write("brouillon");
    void a.outbox.add({
      id: newId(),
      name: "card.edit",
      args: { card: written.args.card, text: "au propre" },
    });
    a.delivery.pump();
    await quiet(a);
    expect(a.outbox.refused.value).toEqual([]);
    await vi.waitFor(() => expect(texts(a)).toEqual(["au propre"]));
  });

  test.each([1, 2, 3, 4, 5])(
    "in bad weather every device ends with the same records, each op once (%i)",
    async (seed) => {
      const hall = new Hall(seed);
      hall.weather = { lost: 15, doubled: 15, delay: 12 };
      const three = [device(hall), device(hall), device(hall)];
      let written = 0;
      for (let turn = 0; turn < 15; turn++) {
        for (const one of three) one.write(`note ${written++}`);
        if (turn % 5 === 3) three[turn % 3]?.wire.disconnect();
        await sleep(5);
        for (const one of three) one.line.check();
      }
      hall.weather = {};
      for (const one of three) one.line.check();
      await Promise.all(three.map(quiet));
      for (const one of three) one.line.check();
      await vi.waitFor(() => {
        for (const one of three) expect(one.room.seq.value).toBe(written);
      }, 5_000);
      const wanted = Array.from({ length: written }, (_, n) => `note ${n}`).sort();
      expect(hall.log.map((row) => row.op.args.text).sort()).toEqual(wanted);
      for (const one of three) expect(texts(one)).toEqual(wanted);
    },
  );
});
