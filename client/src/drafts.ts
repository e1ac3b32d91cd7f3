/** What is being typed and was not sent yet: it is there again after a reload or a crash. */

import { begunEdit } from "./activities/grid/edits";
import { type Keep, openKeep } from "./kept";
import type { Step } from "./wire.gen";

const WRITE_AFTER = 250;

/** Where texts are begun on a person's page. */
const PLACES = ["card/", "answer/", "comment/", "proposal/", "commitment/", "edit/", "reason/"];

/** Where an activity has them that does not keep them by its step. */
const OF_ACTIVITY: { [activity: string]: string[] } = {
  gallery: ["comment/"],
  projection: ["proposal/", "commitment/"],
};

/** What is kept beside a text and is none. */
const BESIDE = /#marks$|^commitment\/.*\/(who|by)$/;

/** What a tab says to the others of a draft that it took from the disk: `sent` is what it said where it was sent. */
interface Gone {
  key: string;
  sent: string | undefined;
}

/** What it says where all of them are to go, whatever another tab has changed in them. */
const ALL = "all";

export class Drafts {
  private texts = new Map<string, string>();
  private timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What was forgotten here and is on the disk still. */
  private going = new Map<string, Gone>();
  private listening = new Map<string, Set<() => void>>();
  private channel: BroadcastChannel | undefined;
  private constructor(
    private prefix: string,
    private keep: Keep<string>,
  ) {
    if (typeof BroadcastChannel === "undefined") return;
    this.channel = new BroadcastChannel(`recolte-drafts-${prefix}`);
    this.channel.onmessage = ({ data }: MessageEvent<Gone | typeof ALL>) =>
      data === ALL ? this.forgetHere() : this.hear(data);
  }

  /** Opens the drafts of one person in one room. */
  static async open(room: string, who: string): Promise<Drafts> {
    const drafts = new Drafts(`${room}/${who}/`, await openKeep<string>("drafts"));
    for (const [key, text] of await drafts.keep.entries()) {
      if (key.startsWith(drafts.prefix)) drafts.texts.set(key.slice(drafts.prefix.length), text);
    }
    return drafts;
  }

  /** Gives the draft of a field, empty where there is none. */
  get(key: string): string {
    return this.texts.get(key) ?? "";
  }

  /** Keeps the draft of a field; an empty text forgets it. */
  set(key: string, text: string): void {
    if (text) this.texts.set(key, text);
    else if (this.texts.delete(key)) this.going.set(key, { key, sent: undefined });
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => void this.write(key), text ? WRITE_AFTER : 0),
    );
  }

  /** Forgets a draft because it was sent: another tab that shows the same empties its field. */
  sent(key: string): void {
    const sent = this.texts.get(key);
    this.set(key, "");
    if (sent) this.going.set(key, { key, sent });
  }

  /** Calls back when another tab has sent the draft that is shown here; gives how to stop that. */
  onSent(key: string, call: () => void): () => void {
    const calls = this.listening.get(key) ?? new Set();
    this.listening.set(key, calls.add(call));
    return () => void calls.delete(call);
  }

  /** Hears no other tab any more. */
  close(): void {
    this.channel?.close();
    this.channel = undefined;
  }

  /** What was changed here since is kept anew: the other tab took it from the disk that both write on. */
  private hear({ key, sent }: Gone): void {
    const mine = this.texts.get(key);
    if (mine === undefined) return;
    if (mine !== sent) return void this.write(key);
    this.texts.delete(key);
    for (const call of this.listening.get(key) ?? []) call();
  }

  /** Gives the texts that were begun in a step and not sent. */
  begunIn({ id, activity }: Pick<Step, "id" | "activity">): string[] {
    return this.at([`card/${id}/`, `answer/${id}/`, ...(OF_ACTIVITY[activity] ?? [])]);
  }

  /** Gives every text that was begun on the person's page and not sent. */
  begun(): string[] {
    return this.at(PLACES);
  }

  private at(places: string[]): string[] {
    const found = [...this.texts].filter(
      ([key]) => places.some((place) => key.startsWith(place)) && !BESIDE.test(key),
    );
    return found.map(([key, text]) =>
      /^(edit|reason)\//.test(key) ? begunEdit(text, { rev: 0, text: "" }).text : text,
    );
  }

  /** Forgets every draft, here, in the other tabs and on the disk: the person was erased. */
  forget(): void {
    this.channel?.postMessage(ALL);
    this.forgetHere();
  }

  private forgetHere(): void {
    for (const key of [...this.texts.keys()]) this.set(key, "");
    this.going.clear();
    this.flush();
  }

  /** Writes every draft that waits for its turn, because the page is about to go. */
  flush(): void {
    for (const [key, timer] of this.timers) {
      clearTimeout(timer);
      void this.write(key);
    }
  }

  private async write(key: string): Promise<void> {
    this.timers.delete(key);
    const text = this.texts.get(key);
    try {
      if (text) await this.keep.set(this.prefix + key, text);
      else await this.keep.remove(this.prefix + key);
      const gone = this.going.get(key);
      this.going.delete(key);
      if (gone) this.channel?.postMessage(gone);
    } catch {
      // The disk is full or gone: the draft still lives in this page.
      this.timers.delete(key);
    }
  }
}
