/**
 * A page without its screens, for the fuzz: the real visit, line, room, outbox and delivery, and an eye
 * on what they are told. `scripts/pages.mjs` gives each page the globals of a browser of its own.
 */

import { effect } from "@preact/signals";
import { newId } from "../ids";
import type { Outbox, Waiting } from "../outbox";
import { type PageName, passFor } from "../pass";
import { keepPass } from "../session";
import { Visit } from "../visit";
import type { Ops } from "../wire.gen";

/** What became of an op, as this page was told. */
export type Told = { op: string; ok: number } | { op: string; refused: string };

/** An op that was asked, and whether the person had the card before them that it is about. */
interface Acted {
  op: string;
  saw: boolean;
}

interface Shelf {
  base: Map<string, object>;
  shown: Map<string, object>;
}

/** What the fuzz asks of a page once all is quiet. */
export interface Report {
  status: string;
  /** Why this page was turned down, where it was. */
  code: string;
  seq: number;
  waiting: string[];
  /** The refused ops whose words the person still sees. */
  refused: string[];
  records: { [kind: string]: { [id: string]: object } };
  /** Records that are shown otherwise than the server gave them, though nothing waits. */
  astray: string[];
  rolledBack: boolean;
  trouble: string | null;
}

export class Page {
  readonly visit: Visit;
  readonly told: Told[] = [];
  /** The ids of the ops that this page asked, oldest first. */
  readonly asked: string[] = [];
  /** How many things its person is about to do. */
  private begun = 0;

  constructor(code: string, page: PageName, token: string) {
    if (!passFor(code, page)) keepPass(code, page, { token });
    this.visit = new Visit(code, page, passFor(code, page) ?? { token });
    this.watch();
    this.visit.start();
  }

  /** Does what a person would, after so many milliseconds; null where the page has nothing to write with yet. */
  async act(name: string, given: object, base: string | null, after: number): Promise<Acted | null> {
    const [kind, id] = (base ?? "").split("/");
    const seen = kind && id ? (this.visit.room.peek(kind as "card", id)?.rev ?? undefined) : undefined;
    this.begun += 1;
    if (after) await new Promise((done) => setTimeout(done, after));
    this.begun -= 1;
    if (!this.visit.outbox.peek()) return null;
    const args = this.named(given);
    if (!args) return null;
    // Made where a page makes them, so that the device's clock is in them.
    const op = newId();
    this.asked.push(op);
    const card = (args as { card?: string }).card;
    const saw = card !== undefined && this.visit.room.peek("card", card) !== undefined;
    void this.visit.do(name as keyof Ops, args as never, seen, op);
    return { op, saw };
  }

  /**
   * How much on the device has not come to rest: what its person is about to do, ops of any of its pages
   * without an answer, and refused ones whose words this page, which may just have been loaded again, does
   * not show yet.
   */
  async kept(): Promise<number> {
    const outbox = this.visit.outbox.peek();
    if (!outbox) return this.begun + (this.visit.line.status.peek().is === "live" ? 1 : 0);
    const mine = await (outbox as unknown as { mine(): Promise<Waiting[]> }).mine();
    const shown = new Set(outbox.refused.peek().map((one) => one.op.id));
    return this.begun + mine.filter((one) => !one.refused || !shown.has(one.op.id)).length;
  }

  report(): Report {
    const { room, line, outbox } = this.visit;
    const shelves = (room as unknown as { shelves: Map<string, Shelf> }).shelves;
    const records: Report["records"] = {};
    const astray: string[] = [];
    for (const [kind, shelf] of shelves) {
      if (shelf.base.size) records[kind] = Object.fromEntries(shelf.base);
      for (const id of new Set([...shelf.base.keys(), ...shelf.shown.keys()])) {
        if (JSON.stringify(shelf.base.get(id)) !== JSON.stringify(shelf.shown.get(id)))
          astray.push(`${kind}/${id}`);
      }
    }
    return {
      status: line.status.peek().is,
      code: (line.status.peek() as { code?: string }).code ?? "",
      seq: room.seq.peek(),
      waiting: (outbox.peek()?.waiting.peek() ?? []).map((one) => one.op.id),
      refused: (outbox.peek()?.refused.peek() ?? []).map((one) => one.op.id),
      records,
      astray,
      rolledBack: line.rolledBack.peek(),
      trouble: this.visit.trouble.peek(),
    };
  }

  /** `$undo` stands for an op of this page's own, counted from the last. */
  private named(given: object): object | null {
    const back = (given as { $undo?: number }).$undo;
    if (back === undefined) return given;
    const op = this.asked.at(-1 - back);
    return op ? { op } : null;
  }

  private watch(): void {
    const { room, outbox } = this.visit;
    const confirm = room.confirm.bind(room);
    room.confirm = (op, seq) => {
      this.told.push({ op, ok: seq });
      confirm(op, seq);
    };
    effect(() => {
      const opened = outbox.value;
      if (opened) this.watchRefusals(opened);
    });
  }

  private watchRefusals(outbox: Outbox): void {
    const rejected = outbox.rejected.bind(outbox);
    outbox.rejected = (op, refusal) => {
      this.told.push({ op, refused: refusal.refused });
      return rejected(op, refusal);
    };
  }
}
