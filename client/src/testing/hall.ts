/**
 * A hall for tests: a server in memory with a log, and wires to it over a network that loses,
 * doubles, delays and reorders by a seeded chance. The rules are the wire's: one answer an op id,
 * frames with `prev` and `seq`, resume from the log.
 */

import type { Answered, Wire, WireEvent } from "../socket";
import type { Change, EnterReply, Frame, Op, OpReply, PagesReply } from "../wire.gen";

export interface Weather {
  /** How many of a hundred messages are lost, each way. */
  lost?: number;
  doubled?: number;
  /** The longest delay of a message, in milliseconds; unequal delays reorder. */
  delay?: number;
}

/** A seeded chance, so that a failing run can be run again. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

export class Hall {
  log: { seq: number; op: Op; changes: Change[] }[] = [];
  wires = new Set<HallWire>();
  weather: Weather = {};
  /** What to answer instead of deciding; for refusals and storage trouble. */
  verdict: (op: Op) => OpReply | null = () => null;
  now = () => Date.now();
  random: () => number;

  constructor(seed = 1) {
    this.random = chance(seed);
  }

  get seq(): number {
    return this.log.at(-1)?.seq ?? 0;
  }

  /** The records as the log gives them. */
  records(upTo = this.seq): Record<string, Record<string, object>> {
    const all: Record<string, Record<string, object>> = {};
    for (const { seq, changes } of this.log) {
      if (seq > upTo) break;
      for (const change of changes) {
        all[change[1]] ??= {};
        const kind = all[change[1]] as Record<string, object>;
        if (change[0] === "put") kind[change[2]] = { ...change[3] };
        else if (change[0] === "patch") kind[change[2]] = { ...kind[change[2]], ...change[3] };
        else delete kind[change[2]];
      }
    }
    return all;
  }

  private refusedBefore = new Map<string, OpReply>();

  /** Decides as the server does: a refusal is for good, unless what was asked before has not arrived. */
  answer(op: Op): OpReply {
    const known = this.refusedBefore.get(op.id);
    if (known) return known;
    const reply = this.decide(op);
    if (!("refused" in reply)) return reply;
    const here = (id: string) => this.refusedBefore.has(id) || this.log.some((row) => row.op.id === id);
    if (!(op.after ?? []).every(here)) return { wait: "op.early" };
    this.refusedBefore.set(op.id, reply);
    return reply;
  }

  decide(op: Op): OpReply {
    const before = this.log.find((row) => row.op.id === op.id);
    if (before) return { ok: before.seq };
    const verdict = this.verdict(op);
    if (verdict) return verdict;
    const id = String(op.args.card);
    const known = this.records().card?.[id] !== undefined;
    if (op.name === "card.edit" && !known) return { refused: "record.unknown", facts: {} };
    const change: Change =
      op.name === "card.write"
        ? ["put", "card", id, { id, text: op.args.text, withdrawn: false }]
        : ["patch", "card", id, { text: op.args.text }];
    const prev = this.seq;
    this.log.push({ seq: prev + 1, op, changes: [change] });
    const ops = [{ id: op.id, by: null, at: 0, changes: [change] }];
    const frame: Frame = { prev, seq: prev + 1, ops, mark: this.mark({ op }) };
    for (const wire of this.wires) wire.push(frame);
    return { ok: prev + 1 };
  }

  /** The pages as they are now, packed. */
  async pages(): Promise<PagesReply> {
    const { page = {} } = this.records();
    const stream = new Blob([JSON.stringify({ page })]).stream().pipeThrough(new CompressionStream("gzip"));
    return { packed: await new Response(stream).arrayBuffer() };
  }

  /** The mark of a number: which op stands there. Null as long as this is a server that says none. */
  mark: (row: { op: Op } | undefined) => number | null = () => null;

  enter(since: number | null, later = false, mark: number | null = null): EnterReply {
    const me = { participant: "p1", seat: "participant" as const, code: "ABCDEF" };
    const now = this.mark(this.log.at(-1));
    const base = { seq: this.seq, me, now: this.now(), ...(now === null ? {} : { mark: now }) };
    const other = mark !== null && mark !== this.mark(this.log[(since ?? 0) - 1]);
    if (since === null || since > this.seq || other) {
      const snapshot = this.records();
      if (later) delete snapshot.page;
      return { ...base, snapshot, ...(other ? { other: true as const } : {}) };
    }
    const rows = this.log.filter((row) => row.seq > since);
    const frames = rows.map((row) => ({
      prev: row.seq - 1,
      seq: row.seq,
      mark: this.mark(row),
      ops: [{ id: row.op.id, by: null, at: 0, changes: row.changes }],
    }));
    return { ...base, frames };
  }
}

export class HallWire implements Wire {
  connected = false;
  asked: Op[] = [];
  /** A socket that looks open and through which nothing comes. */
  dead = false;
  /** Whether the hall answers what is asked with the request to be let in, as servers did not always. */
  greets = true;
  /** Whether the hall knows of marks and parts, or refuses who says either. */
  ofToday = true;
  private greeting: () => unknown = () => undefined;
  private greetedWith: unknown;
  private listeners = new Map<WireEvent, (body: unknown) => void>();

  constructor(private hall: Hall) {}

  connect(): void {
    if (this.connected) return;
    this.connected = true;
    this.dead = false;
    this.hall.wires.add(this);
    this.greetedWith = this.greeting();
    queueMicrotask(() => this.listeners.get("connect")?.(undefined));
  }
  disconnect(): void {
    if (!this.connected) return;
    this.connected = false;
    this.hall.wires.delete(this);
    this.listeners.get("disconnect")?.(undefined);
  }
  on(event: WireEvent, listener: (body: unknown) => void): void {
    this.listeners.set(event, listener);
  }
  send(): void {}
  greet(asked: () => unknown): void {
    this.greeting = asked;
  }
  async greeted(): Promise<Answered> {
    const at = Date.now();
    if (!this.greets) throw new Error("no answer in time");
    return { reply: await this.ask("enter", this.greetedWith), at };
  }

  emit(event: WireEvent, body: unknown): void {
    this.listeners.get(event)?.(body);
  }

  askMuch(event: string, body: unknown): Promise<unknown> {
    return this.ask(event, body);
  }

  async ask(event: string, body: unknown): Promise<unknown> {
    if (event === "op") this.asked.push(body as Op);
    const { lost = 0, doubled = 0, delay = 0 } = this.hall.weather;
    const chance = (percent: number) => this.hall.random() * 100 < percent;
    const silence = async () => {
      await sleep(delay + 5);
      throw new Error("no answer in time");
    };
    if (this.dead || !this.connected || chance(lost)) return silence();
    await sleep(this.hall.random() * delay);
    const answer = () => this.answer(event, body);
    const reply = await answer();
    if (chance(doubled)) answer();
    await sleep(this.hall.random() * delay);
    return this.dead || !this.connected || chance(lost) ? silence() : structuredClone(reply);
  }

  private answer(event: string, body: unknown): unknown {
    if (event === "pages") return this.hall.pages();
    if (event === "op") return this.hall.answer(body as Op);
    const asked = body as { since: number | null; later?: boolean; mark?: number; parts?: boolean };
    if (!this.ofToday && ("mark" in asked || "parts" in asked)) return { refused: "op.malformed", facts: {} };
    if (asked.mark === undefined) return this.hall.enter(asked.since, asked.later);
    return this.hall.enter(asked.since, asked.later, asked.mark);
  }

  /** Sends a frame through the weather. */
  push(frame: Frame): void {
    const { lost = 0, doubled = 0, delay = 0 } = this.hall.weather;
    if (this.dead || this.hall.random() * 100 < lost) return;
    const copies = this.hall.random() * 100 < doubled ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const wait = this.hall.random() * delay;
      setTimeout(() => this.connected && !this.dead && this.emit("frame", structuredClone(frame)), wait);
    }
  }
}
