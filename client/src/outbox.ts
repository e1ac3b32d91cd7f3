/**
 * What this person did and the server has not acknowledged yet. Kept on the device, in order, until
 * there is an answer: nothing that was typed goes with a lost network, a reload or a crash.
 */

import { signal } from "@preact/signals";
import { sortAfter } from "./ids";
import type { Keep } from "./kept";
import { Tabs } from "./tabs";
import type { Op, Refusal } from "./wire.gen";

/** An op on its way; `owner` is the tab that sends it, so that two tabs never both do. */
export interface Waiting {
  room: string;
  who: string;
  owner: string;
  op: Op;
  refused?: Refusal;
}

const TEXTS = ["text", "reason", "what", "who", "caption", "alt", "name", "title", "fr", "en"];

/** Gives what a person typed in an op, so that it can be shown and copied when it is refused. */
export function typed(op: Op): string {
  return wordsIn(op.args).filter(Boolean).join("\n");
}

/** A dossier, a step and a question have their words further in, in each language. */
function wordsIn(value: unknown, field = ""): string[] {
  if (typeof value === "string") return TEXTS.includes(field) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => wordsIn(one, field));
  return Object.entries(value).flatMap(([inner, one]) => wordsIn(one, inner));
}

export class Outbox {
  /** This tab's ops without an answer, oldest first. */
  readonly waiting = signal<readonly Waiting[]>([]);
  /** What was refused and had words in it, until the person puts it away. */
  readonly refused = signal<readonly Waiting[]>([]);
  /** False where this device cannot keep anything: the page must not be closed while ops wait. */
  readonly durable = signal(true);
  /** Called when ops of a closed tab were taken over. */
  onAdopted: () => void = () => {};

  readonly tabs: Tabs;
  /** Refused, and not on the device's disk yet, or never where it is full. */
  private unkept = new Map<string, Waiting>();
  /** Grows whenever what is refused changes, so that an older reading never replaces it. */
  private changes = 0;

  constructor(
    readonly room: string,
    readonly who: string,
    private keep: Keep<Waiting>,
  ) {
    this.durable.value = keep.durable;
    this.tabs = new Tabs(
      `outbox-${room}-${who}`,
      () => void this.adopt(),
      () => void this.readRefused(),
    );
  }

  /** Keeps an op until it has its answer; the op waits in memory even where keeping it fails. */
  async add(op: Op): Promise<void> {
    const waiting: Waiting = { room: this.room, who: this.who, owner: this.tabs.id, op };
    this.waiting.value = [...this.waiting.value, waiting];
    try {
      await this.keep.set(this.key(op.id), waiting);
    } catch {
      this.durable.value = false;
    }
  }

  /** The server took the op: it need not be kept any more. */
  async accepted(id: string): Promise<void> {
    this.waiting.value = this.waiting.value.filter((one) => one.op.id !== id);
    await this.forget(id);
  }

  /** The server refused the op: its words are kept in sight until the person puts them away. */
  async rejected(id: string, refusal: Refusal): Promise<void> {
    const found = this.waiting.value.find((one) => one.op.id === id);
    this.waiting.value = this.waiting.value.filter((one) => one.op.id !== id);
    if (!found || !typed(found.op)) return this.forget(id);
    const refused = { ...found, refused: refusal };
    this.refused.value = [...this.refused.value, refused];
    this.unkept.set(id, refused);
    this.changes += 1;
    try {
      await this.keep.set(this.key(id), refused);
      this.unkept.delete(id);
    } catch {
      this.durable.value = false;
    }
    this.changes += 1;
    this.tabs.tell();
  }

  /** Puts a refused text away. */
  async dismiss(id: string): Promise<void> {
    this.refused.value = this.refused.value.filter((one) => one.op.id !== id);
    this.unkept.delete(id);
    this.changes += 1;
    await this.forget(id);
    this.changes += 1;
    this.tabs.tell();
  }

  /** Takes over the ops of tabs that are gone, this page before its reload among them. */
  async adopt(): Promise<void> {
    await this.readRefused();
    const foreign = (await this.mine()).filter((one) => !one.refused && one.owner !== this.tabs.id);
    if (foreign.length === 0) return;
    const alive = await this.tabs.alive();
    const adopted: Waiting[] = [];
    for (const orphan of foreign.filter((one) => !alive.has(one.owner))) {
      const taken = await this.take(orphan);
      if (taken) adopted.push(taken);
    }
    if (adopted.length === 0) return;
    // What is written from now on may build on what was taken over, and goes after it.
    for (const one of adopted) sortAfter(one.op.id);
    const all = [
      ...this.waiting.value.filter((one) => !adopted.some((a) => a.op.id === one.op.id)),
      ...adopted,
    ];
    this.waiting.value = all.sort((a, b) => (a.op.id < b.op.id ? -1 : 1));
    this.onAdopted();
  }

  /** Two tabs may want the same orphan: the store lets one of them have it. */
  private async take(orphan: Waiting): Promise<Waiting | undefined> {
    let taken: Waiting | undefined;
    await this.keep.update(this.key(orphan.op.id), (now) => {
      taken = now && !now.refused && now.owner === orphan.owner ? { ...now, owner: this.tabs.id } : undefined;
      return taken;
    });
    return taken;
  }

  /** Reads what any tab was refused; again where this one was refused something while it read. */
  private async readRefused(): Promise<void> {
    let kept: Waiting[];
    let before: number;
    do {
      before = this.changes;
      kept = (await this.mine()).filter((one) => one.refused);
    } while (before !== this.changes);
    this.refused.value = [...kept, ...this.unkept.values()];
  }

  private async mine(): Promise<Waiting[]> {
    const prefix = this.key("");
    const all = await this.keep.entries();
    // An earlier version could leave a key with nothing behind it.
    return all.filter(([key, one]) => one && key.startsWith(prefix)).map(([, waiting]) => waiting);
  }

  private async forget(id: string): Promise<void> {
    try {
      await this.keep.remove(this.key(id));
    } catch {
      this.durable.value = false;
    }
  }

  private key(id: string): string {
    return `${this.room}/${this.who}/${id}`;
  }
}
