/** The records of one kind as they are kept, and the lists that follow what changes among them. */

import { type Signal, signal } from "@preact/signals";

/** A record of any kind. */
export type Fields = { [field: string]: unknown; id: string };

/** How many changes a shelf remembers: what has fallen further behind looks at everything again. */
const REMEMBERED = 1_000;

/** One kind's records: the server's, what is shown, and the signals of those who look. */
export class Shelf {
  base = new Map<string, Fields>();
  shown = new Map<string, Fields>();
  version = signal(0);
  watched = new Map<string, Signal<Fields | undefined>>();
  /** The ids that changed last, one a version. */
  private changed: string[] = [];

  /** Says that what is shown of one record is another. */
  touch(id: string): void {
    if (this.changed.length === REMEMBERED) this.changed = [];
    this.changed.push(id);
    this.version.value += 1;
  }

  /** Says that everything is another. */
  touchAll(): void {
    this.changed = [];
    this.version.value += 1;
  }

  /** Gives the ids that have changed since a version; null where so much is not remembered. */
  since(version: number): Set<string> | null {
    const behind = this.version.value - version;
    return behind <= this.changed.length ? new Set(this.changed.slice(this.changed.length - behind)) : null;
  }
}

/** The ids of those that match, in order, which looks only at what has changed since it was last asked. */
export class Listed {
  private ids: string[] = [];
  private members = new Map<string, Fields>();
  private at = -1;

  constructor(
    private shelf: Shelf,
    private matches: (record: Fields) => boolean,
    private order: (a: Fields, b: Fields) => number,
  ) {}

  /** Gives the same list as long as the same ids stand in it in the same order. */
  read(): string[] {
    const { shelf } = this;
    const changed = shelf.since(this.at);
    this.at = shelf.version.value;
    const ids = changed ? this.amended(changed) : this.sorted();
    if (ids.length !== this.ids.length || ids.some((id, at) => id !== this.ids[at])) this.ids = ids;
    return this.ids;
  }

  /** Everything anew. */
  private sorted(): string[] {
    const records = [...this.shelf.shown.values()].filter(this.matches).sort(this.order);
    this.members = new Map(records.map((record) => [record.id, record]));
    return [...this.members.keys()];
  }

  /** The list with each record that has changed taken out, and put where it belongs now. */
  private amended(changed: Set<string>): string[] {
    const { shelf, members } = this;
    const gone = [...changed].filter((id) => members.delete(id));
    const ids = gone.length ? this.ids.filter((id) => !changed.has(id)) : [...this.ids];
    for (const id of changed) {
      const record = shelf.shown.get(id);
      if (!record || !this.matches(record)) continue;
      ids.splice(this.place(ids, record), 0, id);
      members.set(id, record);
    }
    return ids;
  }

  /** Where a record belongs among those that are in order. */
  private place(ids: string[], record: Fields): number {
    let [from, to] = [0, ids.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = this.members.get(ids[middle] ?? "");
      if (there && this.order(there, record) <= 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
