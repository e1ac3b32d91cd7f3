/** Carries the outbox to the server: in order, a few at a time, again until there is an answer. */

import { signal } from "@preact/signals";
import { type Line, PASSING } from "./line";
import { type Outbox, typed } from "./outbox";
import type { Room } from "./room";
import type { Op, OpReply, Refusal } from "./wire.gen";

const IN_FLIGHT = 8;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;

export type Settled = { ok: number } | Refusal;

export class Delivery {
  /** Why the server cannot take ops just now, or null; they wait and go by themselves. */
  readonly trouble = signal<string | null>(null);
  /** Called with what is refused, had no words in it, and was asked before a reload or by a tab that is gone. */
  onUnheard: (refusal: Refusal) => void = () => {};
  private flying = new Set<string>();
  private told = new Map<string, (settled: Settled) => void>();
  /** One op at a time, because an op came back refused while one before it had no answer yet. */
  private single = false;
  private pause = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private outbox: Outbox,
    private line: Line,
    private room: Room,
  ) {}

  /** Gives the op's answer once there is one, for those who wait for it. */
  settled(id: string): Promise<Settled> {
    return new Promise((done) => this.told.set(id, done));
  }

  /** Sends what can be sent now. Called whenever something waits or the line is back. */
  pump(): void {
    if (this.line.status.peek().is !== "live" || this.timer !== undefined) return;
    const before: string[] = [];
    for (const { op } of this.outbox.waiting.peek()) {
      if (this.flying.size >= (this.single ? 1 : IN_FLIGHT)) return;
      const away = this.flying.has(op.id);
      // What is written over one's own words is merged against them, and waits until the server has them.
      if (!away && this.overOwn(op, before)) return;
      before.push(op.id);
      if (away) continue;
      this.flying.add(op.id);
      void this.carry(op.id, before.slice(0, -1));
      if (this.single) return;
    }
  }

  private overOwn(op: Op, before: string[]): boolean {
    const on = op.base === undefined || op.base === null ? undefined : this.room.writtenBy(op.id);
    return on !== undefined && before.some((id) => this.room.writtenBy(id) === on);
  }

  /** Asks an op; `after` are those asked before it that have no answer yet. */
  private async carry(id: string, after: string[]): Promise<void> {
    const waiting = this.outbox.waiting.peek().find((one) => one.op.id === id);
    if (!waiting) return;
    try {
      const base = this.room.baseOf(waiting.op);
      const op = base === undefined ? waiting.op : { ...waiting.op, base };
      const reply = await this.line.ask(after.length ? { ...op, after } : op);
      this.flying.delete(id);
      this.answer(id, reply);
    } catch {
      // No answer: it may be written or not. The same id asks again and gets the same answer.
      this.flying.delete(id);
      if (this.line.status.peek().is === "live") this.line.check();
      return;
    }
    if (this.outbox.waiting.peek().length === 0) this.single = false;
    this.pump();
  }

  private answer(id: string, reply: OpReply): void {
    if ("wait" in reply && reply.wait === "op.early") {
      // What it may build on was lost on the way: from here on each is asked in its order.
      this.single = true;
      return;
    }
    if ("wait" in reply) return this.hold(reply.wait);
    if ("refused" in reply && PASSING.has(reply.refused)) return this.hold(reply.refused);
    this.pause = 0;
    this.trouble.value = null;
    const op = this.outbox.waiting.peek().find((one) => one.op.id === id)?.op;
    if ("ok" in reply) {
      this.room.confirm(id, reply.ok);
      void this.outbox.accepted(id);
    } else {
      // It may be refused only because what it builds on has not arrived: judge it in its order.
      if (this.outbox.waiting.peek()[0]?.op.id !== id) {
        this.single = true;
        return;
      }
      this.room.unlay(id);
      void this.outbox.rejected(id, reply);
    }
    const told = this.told.get(id);
    this.told.delete(id);
    if (told) told(reply);
    else if ("refused" in reply && op && !typed(op)) this.onUnheard(reply);
  }

  private hold(code: string): void {
    this.trouble.value = code;
    this.single = true;
    if (this.timer !== undefined) return;
    this.pause = Math.min(LONGEST_PAUSE, this.pause ? this.pause * 2 : FIRST_PAUSE);
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.pump();
      },
      this.pause * (0.75 + Math.random() / 2),
    );
  }
}
