/**
 * One page's visit to a room: the line, the records, the outbox and the drafts, joined. Screens and
 * activities get the visit and need to know nothing of what is behind it.
 */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { serverNow, startClock } from "./clock";
import { Delivery, type Settled } from "./delivery";
import { Drafts } from "./drafts";
import { expected } from "./expected";
import { newId, sortAfter } from "./ids";
import { openKeep } from "./kept";
import { Line } from "./line";
import { Outbox, type Waiting } from "./outbox";
import { type PageName, type Pass, passFor } from "./pass";
import { Room } from "./room";
import { keepPass } from "./session";
import { openSocket } from "./socket";
import { reloadIfReplaced } from "./version";
import type { Op, Ops, Refusal } from "./wire.gen";

const LOOK_EVERY = 20_000;
/** How long a page waits for the room before it shows what was seen last, and before it keeps what it sees, in ms. */
const RECALL_AFTER = 2_500;
const KEEP_AFTER = 4_000;

/** The name of an op that the server knows. */
export type OpName = keyof Ops;

export class Visit {
  readonly room = new Room();
  readonly line: Line;
  /** Absent until it is known who visits. */
  readonly outbox = signal<Outbox | null>(null);
  readonly drafts = signal<Drafts | null>(null);
  /** True once there is something to show and something to write with. */
  readonly ready: ReadonlySignal<boolean>;
  readonly trouble = computed(() => this.delivery.value?.trouble.value ?? null);

  /** When the room was as it is shown, in milliseconds; null while it is shown as the server has it. */
  readonly seenAt = signal<number | null>(null);

  /** Called with what the room refuses of what was done before a reload and had no words in it. */
  onUnheard: (refusal: Refusal) => void = () => {};

  private delivery = signal<Delivery | null>(null);
  private opening: Promise<void> | undefined;
  /** Whose outbox is open, or about to be: the disk may take longer to answer than the room. */
  private writer: string | undefined;
  private leaving: (() => void)[] = [];

  constructor(
    readonly code: string,
    readonly page: PageName,
    readonly pass: Pass,
  ) {
    this.line = new Line(openSocket(code, pass.token), this.room, page === "person");
    this.ready = computed(() => this.room.loaded.value && this.outbox.value !== null);
  }

  /** Comes in; what waited since before a reload goes as soon as the line is live. */
  start(): void {
    startClock();
    if (this.pass.who) this.openFor(this.pass.who);
    let before = false;
    this.line.onLive = () => {
      const me = this.line.me.peek();
      const who = me?.participant ?? me?.seat ?? "guest";
      // Another tab of this device may have come in with another pass since, or left.
      const kept = passFor(this.code, this.page)?.token === this.pass.token;
      if (kept && who !== this.pass.who) keepPass(this.code, this.page, { token: this.pass.token, who });
      this.openFor(who);
      void this.opening?.then(() => this.layWaiting()).then(() => this.delivery.peek()?.pump());
      this.seenAt.value = null;
      // A page from the service worker may be older than the server, too.
      if (before || globalThis.navigator?.serviceWorker?.controller) void reloadIfReplaced();
      before = true;
    };
    this.watchTheDevice();
    this.leaving.push(effect(() => this.sayWhatCannotGo()));
    if (this.page === "person") this.keepTheRoom();
    this.line.start();
  }

  /** Leaves: closes the line; the outbox stays on the device. */
  stop(): void {
    for (const leave of this.leaving) leave();
    this.writer = undefined;
    this.drafts.peek()?.flush();
    this.drafts.peek()?.close();
    this.outbox.peek()?.tabs.close();
    this.line.stop();
  }

  /** A pass that opens nothing any more takes nothing from this person either: they may copy what waited. */
  private sayWhatCannotGo(): void {
    const status = this.line.status.value;
    const outbox = this.outbox.value;
    if (status.is !== "refused" || status.code !== "access.token" || !outbox) return;
    for (const one of outbox.waiting.value) void outbox.rejected(one.op.id, { refused: status.code });
  }

  /**
   * Does something in the room. It is shown at once, kept on the device, and sent until there is an
   * answer, which the promise gives; `base` is the `rev` of the record as it was when editing began,
   * `id` the op's own, for who will want to take it back.
   */
  async do<N extends OpName>(name: N, given: Ops[N], base?: number, id: string = newId()): Promise<Settled> {
    const args = { ...given } as Op["args"];
    const knew = this.room.seq.peek();
    const op: Op = base === undefined ? { id, name, args, knew } : { id, name, args, base, knew };
    const outbox = this.outbox.peek();
    const delivery = this.delivery.peek();
    if (!outbox || !delivery) return { refused: "network.gone" };
    this.lay(op);
    const settled = delivery.settled(op.id);
    void outbox.add(op);
    delivery.pump();
    return settled;
  }

  /** Opens the outbox of a person, once: two in one page would each believe that the other sends. */
  private openFor(who: string): void {
    if (who === this.writer) return;
    this.writer = who;
    this.opening = this.openOutbox(who).catch((error) => {
      // Once more when the line is live again.
      if (this.writer === who) this.writer = undefined;
      throw error;
    });
  }

  private async openOutbox(who: string): Promise<void> {
    const [keep, drafts] = await Promise.all([openKeep<Waiting>("outbox"), Drafts.open(this.code, who)]);
    const kept = await keep.entries();
    // Somebody else was let in meanwhile, or the page was left.
    if (who !== this.writer) return drafts.close();
    this.outbox.peek()?.tabs.close();
    this.drafts.peek()?.close();
    // What waits goes in the order of its ids; what is written from now on comes after it.
    for (const [, one] of kept) if (one) sortAfter(one.op.id);
    const outbox = new Outbox(this.code, who, keep);
    const delivery = new Delivery(outbox, this.line, this.room);
    outbox.onAdopted = () => {
      this.layWaiting();
      delivery.pump();
    };
    delivery.onUnheard = (refusal) => this.onUnheard(refusal);
    this.drafts.value = drafts;
    this.delivery.value = delivery;
    this.outbox.value = outbox;
    void outbox.adopt();
  }

  /** Lets the room be kept for times without network; nobody waits for that, so it comes after the page. */
  private keepTheRoom(): void {
    let leave = () => {};
    let gone = false;
    const keep = once(() => {
      import("./keeping").then(
        ({ keepRoom }) => {
          if (!gone) leave = keepRoom(this);
        },
        () => null,
      );
    });
    const away = globalThis.navigator?.onLine === false;
    const recall = setTimeout(() => this.room.loaded.peek() || keep(), away ? 0 : RECALL_AFTER);
    const later = setTimeout(keep, KEEP_AFTER);
    this.leaving.push(
      // Who is let in no more does not read what was kept either.
      effect(() => void (this.line.status.value.is === "refused" && keep())),
      () => {
        gone = true;
        leave();
        [recall, later].forEach(clearTimeout);
      },
    );
  }

  /** Resolves once what waits on this device is known. */
  async opened(): Promise<void> {
    await this.opening;
  }

  /** Lays what waits on top of the room as it is shown. */
  layWaiting(): void {
    for (const { op } of this.outbox.peek()?.waiting.peek() ?? []) this.lay(op);
  }

  private lay(op: Op): void {
    const me = this.line.me.peek();
    if (me) this.room.lay(op.id, expected(op, this.room, me, serverNow()), op.base ?? undefined);
  }

  /** Wakes the line with the device, and holds the page back while only its memory has what waits. */
  private watchTheDevice(): void {
    const wake = () => {
      if (document.visibilityState === "visible") this.line.check();
      else this.drafts.peek()?.flush();
    };
    const hold = (event: BeforeUnloadEvent) => {
      // Sooner than `pagehide`, after which a browser gives the disk no time.
      this.drafts.peek()?.flush();
      const outbox = this.outbox.peek();
      if (outbox && !outbox.durable.peek() && outbox.waiting.peek().length > 0) event.preventDefault();
    };
    const hide = () => {
      this.drafts.peek()?.flush();
      this.outbox.peek()?.tabs.leave();
    };
    const listen = (target: EventTarget, name: string, act: (event: never) => void) => {
      target.addEventListener(name, act as EventListener);
      this.leaving.push(() => target.removeEventListener(name, act as EventListener));
    };
    // A tab that crashed says no goodbye: what it left is found by looking now and then.
    const look = setInterval(() => void this.outbox.peek()?.adopt(), LOOK_EVERY);
    this.leaving.push(() => clearInterval(look));
    listen(document, "visibilitychange", wake);
    listen(window, "online", wake);
    listen(window, "pageshow", wake);
    listen(window, "pagehide", hide);
    listen(window, "beforeunload", hold);
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}

const Here = createContext<Visit | null>(null);
export const VisitProvider = Here.Provider;

/** Gives the visit of the page; only for components inside a room. */
export function useVisit(): Visit {
  const visit = useContext(Here);
  if (!visit) throw new Error("a room's component was shown outside a room");
  return visit;
}
