/**
 * The line to the server: enters the room, applies its frames in order, finds gaps and dead sockets,
 * and asks ops. It keeps nothing: what must survive is the outbox's.
 */

import { batch, signal } from "@preact/signals";
import { keepClock, learnClock } from "./clock";
import { type Greeting, greetingOf } from "./greeting";
import { beforePicture } from "./picture";
import type { Room } from "./room";
import type { Answered, Wire } from "./socket";
import type {
  EnterReply,
  Frame,
  Here,
  Me,
  Op,
  OpReply,
  PagesReply,
  Refusal,
  Stopping,
  Wait,
} from "./wire.gen";

export type Status =
  | { is: "connecting" }
  | { is: "live" }
  | { is: "offline"; restarting?: boolean }
  | { is: "refused"; code: string };

const ANSWER_WITHIN = 8_000;
const AWAKE_WITHIN = 3_000;
const RETRY_AFTER = 2_000;
/** How long a server may take to come back before we speak of a missing network. */
const RESTARTED_WITHIN = 20_000;
/** Refusals that pass by themselves: the machine cannot just now. */
export const PASSING = new Set(["storage.unavailable", "server.stopping", "access.too-many"]);

export class Line {
  readonly status = signal<Status>({ is: "connecting" });
  readonly me = signal<Me | null>(null);
  /** How many connections each person has, and what they are writing in. */
  readonly here = signal<Required<Here>>({ here: {}, writing: {} });
  /** True once the server turned out to be behind this device: it was restored from a backup. */
  readonly rolledBack = signal(false);
  /** Called each time the room is entered. */
  onLive: () => void = () => {};

  private held: Frame[] = [];
  /** What came since the last picture, which the next one shows all at once. */
  private arrived: Frame[] = [];
  private callOff: () => void = () => {};
  private entering = false;
  /**
   * Counts the askings to enter. What a lost line had still to bring, or had brought and was being unpacked,
   * is older than what the next one asks for: taken late, it would put the room back under its feet.
   */
  private asking = 0;
  /** What was asked with the request to be let in, until that is answered. */
  private greeting: Greeting | undefined;
  /** False once a server let us in and did not answer what was asked with it: it knows nothing of that yet. */
  private greets = true;
  /** True once a server has refused what it does not know yet: it is of the day before, and is asked as it was then. */
  private plainly = false;
  /** Where the server has said that it ends: over how many milliseconds its devices come back. */
  private spread: number | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  /** Counts the connections, so that what belongs to one ends with it. */
  private connection = 0;

  constructor(
    private wire: Wire,
    private room: Room,
    /** Comes in without the long texts, and asks for them when the room is shown. */
    private later = false,
  ) {
    wire.greet(() => {
      this.greeting = this.greets ? this.toAsk() : undefined;
      return this.greeting;
    });
    wire.on("connect", () => {
      void this.enter(ANSWER_WITHIN, this.greeting);
      void this.keepTime(++this.connection);
    });
    wire.on("disconnect", () => this.lost());
    wire.on("ended", () => this.askWhy());
    wire.on("unreachable", () => this.lost());
    wire.on("refused", (code) => this.refused({ refused: String(code) }));
    wire.on("frame", (frame) => this.arrive(frame as Frame));
    wire.on("stopping", (word) => {
      this.spread = (word as Stopping).within;
    });
    wire.on("here", (here) => this.hear(here as Here));
  }

  /** Opens the line; it stays open until `stop`. */
  start(): void {
    this.wire.connect();
  }

  /** Closes the line for good. */
  stop(): void {
    clearTimeout(this.retry);
    // Who leaves while the server ends does not come back to it.
    this.spread = null;
    this.dropArrived();
    this.wire.disconnect();
  }

  /** Asks an op and gives its answer; rejects where none came, and then nobody knows its fate. */
  async ask(op: Op): Promise<OpReply> {
    const reply = (await this.wire.ask("op", op, ANSWER_WITHIN)) as OpReply;
    // What came before the answer is in the room once the answer is given.
    this.takeArrived();
    return reply;
  }

  /** Says which field this person writes in, or null when they stop. */
  writing(field: string | null): void {
    if (this.wire.connected) this.wire.send("here", { writing: field });
  }

  /** A phone that wakes up may hold a socket that only looks open: ask, and open it anew if silent. */
  check(): void {
    if (this.status.peek().is === "refused") return;
    if (!this.wire.connected) this.wire.connect();
    else void this.enter(AWAKE_WITHIN);
  }

  private toAsk(): Greeting {
    const since = this.room.since();
    return greetingOf(since, this.later, since === null ? null : this.room.mark, this.plainly);
  }

  /** Comes in by what was asked already where something was, and asks by itself where not. */
  private async enter(within: number, greeting?: Greeting): Promise<void> {
    this.takeArrived();
    if (this.entering) return;
    this.entering = true;
    const asking = ++this.asking;
    const body = greeting ?? this.toAsk();
    const { since, later } = body;
    try {
      const { reply: said, at } = await (greeting ? this.greeted(within) : this.asked(body, within));
      const reply = said as EnterReply | Refusal | Wait;
      if (asking !== this.asking) return;
      if ("refused" in reply && reply.refused === "op.malformed" && !this.plainly) {
        this.plainly = true;
        this.entering = false;
        return void this.enter(within);
      }
      if ("refused" in reply) return this.refused(reply);
      if ("wait" in reply) return this.refused({ refused: reply.wait });
      learnClock(reply.now, at);
      const snapshot = reply.packed ? await unpack(reply.packed) : reply.snapshot;
      if (asking !== this.asking) return;
      this.entering = false;
      if (this.take(reply, snapshot, since, later)) return void this.enter(within);
      this.here.value = { here: reply.here ?? {}, writing: this.here.peek().writing };
      this.live(reply.me);
    } catch {
      if (asking !== this.asking) return;
      this.entering = false;
      this.reopen();
    }
  }

  private async asked(body: Greeting, within: number): Promise<Answered> {
    const at = Date.now();
    return { reply: await this.wire.askMuch("enter", body, within), at };
  }

  private async greeted(within: number): Promise<Answered> {
    this.greeting = undefined;
    try {
      return await this.wire.greeted(within);
    } catch (silence) {
      this.greets = false;
      throw silence;
    }
  }

  /** Takes what the server answered; true where the room must be entered anew, from nothing. */
  private take(
    reply: EnterReply,
    snapshot: EnterReply["snapshot"],
    since: number | null,
    later: boolean,
  ): boolean {
    if (since !== null && (reply.other || reply.seq < since)) {
      this.rolledBack.value = true;
      this.room.forget();
      if (!snapshot) return true;
    }
    if (snapshot) this.room.load(snapshot, reply.seq, reply.changes, later);
    if (snapshot && later) void this.askForPages(this.asking);
    for (const frame of reply.frames ?? []) {
      if (frame.seq > this.room.seq.peek()) this.room.apply(frame);
    }
    if (!snapshot) this.room.reach(reply.seq, reply.changes);
    this.room.mark = reply.mark ?? null;
    return false;
  }

  /** Asks for what was put off, unless the room is entered again: until it is there, that begins from nothing. */
  private async askForPages(asking: number): Promise<void> {
    try {
      const reply = (await this.wire.askMuch(
        "pages",
        this.plainly ? null : { parts: true },
        ANSWER_WITHIN,
      )) as PagesReply | Refusal | Wait;
      const pages = "packed" in reply ? await unpack(reply.packed) : null;
      if (asking !== this.asking) return;
      if (pages) return this.room.complete(pages);
    } catch {
      if (asking !== this.asking) return;
    }
    setTimeout(() => asking === this.asking && void this.askForPages(asking), RETRY_AFTER);
  }

  /** Presence comes as what changed: 0 connections is gone, null is not writing any more. */
  private hear(heard: Here): void {
    const here = { ...this.here.peek().here, ...heard.here };
    const writing = { ...this.here.peek().writing, ...heard.writing };
    for (const id in here) if (!here[id]) delete here[id];
    for (const id in writing) if (!writing[id] || !here[id]) delete writing[id];
    this.here.value = { here, writing };
  }

  private async keepTime(connection: number): Promise<void> {
    await keepClock(async () => {
      if (connection !== this.connection || !this.wire.connected) return null;
      try {
        return (await this.wire.ask("clock", null, ANSWER_WITHIN)) as { now: number };
      } catch {
        return null;
      }
    });
  }

  private live(me: Me): void {
    this.me.value = me;
    this.status.value = { is: "live" };
    const held = this.held.sort((a, b) => a.seq - b.seq);
    this.held = [];
    for (const frame of held) this.receive(frame);
    this.onLive();
  }

  /** In a full hall several frames come between two pictures: what they change is worked out and drawn once. */
  private arrive(frame: Frame): void {
    this.arrived.push(frame);
    if (this.arrived.length === 1) this.callOff = beforePicture(() => this.takeArrived());
  }

  private takeArrived(): void {
    const arrived = this.dropArrived();
    batch(() => arrived.forEach((frame) => void this.receive(frame)));
  }

  private dropArrived(): Frame[] {
    const arrived = this.arrived;
    this.arrived = [];
    this.callOff();
    return arrived;
  }

  private receive(frame: Frame): void {
    if (this.entering || !this.room.loaded.peek()) {
      this.held.push(frame);
      return;
    }
    const have = this.room.seq.peek();
    if (frame.seq <= have) return;
    if (frame.prev <= have) return this.room.apply(frame);
    // A gap: something was missed. What was sent is in the log, so the room is entered again.
    this.held.push(frame);
    void this.enter(ANSWER_WITHIN);
  }

  private lost(): void {
    this.entering = false;
    this.asking += 1;
    this.dropArrived();
    this.held = [];
    this.here.value = { here: {}, writing: {} };
    const { is } = this.status.peek();
    if (is === "refused") return;
    if (this.spread !== null) this.awaitRestart(this.spread);
    else if (is !== "offline") this.status.value = { is: "offline" };
  }

  /** The server has said that it ends: all its devices come back, each at a moment of its own choice. */
  private awaitRestart(spread: number): void {
    this.spread = null;
    const restarting: Status = { is: "offline", restarting: true };
    this.status.value = restarting;
    this.wire.disconnect();
    this.connectIn(100 + spread * Math.random());
    setTimeout(() => {
      if (this.status.peek() === restarting) this.status.value = { is: "offline" };
    }, RESTARTED_WITHIN);
  }

  private refused(refusal: Refusal): void {
    // Who comes in too often is let in a little later; an op that asks for too much never is.
    const passing = PASSING.has(refusal.refused) || refusal.refused === "op.too-many";
    this.status.value = passing ? { is: "offline" } : { is: "refused", code: refusal.refused };
    this.wire.disconnect();
    clearTimeout(this.retry);
    if (passing) this.connectIn(RETRY_AFTER * (0.5 + Math.random()));
  }

  /** A server that ends a connection says why to the next: a link that no longer counts, a place given back. */
  private askWhy(): void {
    const status = this.status.peek();
    if (status.is === "offline" && !status.restarting) this.connectIn(RETRY_AFTER * (0.5 + Math.random()));
  }

  private reopen(): void {
    this.wire.disconnect();
    this.connectIn(100 + 400 * Math.random());
  }

  /** Opens the line after so many milliseconds, in the place of what was to open it before. */
  private connectIn(ms: number): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.wire.connect(), ms);
  }
}

/** Unpacks a snapshot that came compressed, in one piece or several, which a hall of phones on one access point is glad of. */
async function unpack(packed: ArrayBuffer | ArrayBuffer[]): Promise<NonNullable<EnterReply["snapshot"]>> {
  const stream = new Blob([packed].flat()).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).json();
}
