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

export class Drafts {
  private texts = new Map<string, string>();
  private timers = new Map<string, ReturnType<typeof setTimeout>>();
  private constructor(
    private prefix: string,
    private keep: Keep<string>,
  ) {}

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
    else this.texts.delete(key);
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => void this.write(key), text ? WRITE_AFTER : 0),
    );
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

  /** Forgets every draft, here and on the disk: the person was erased. */
  forget(): void {
    for (const key of [...this.texts.keys()]) this.set(key, "");
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
    } catch {
      // The disk is full or gone: the draft still lives in this page.
      this.timers.delete(key);
    }
  }
}
