/** The records of one kind as they are kept, and the lists that follow what changes among them. */

import { type Signal, signal } from "@preact/signals";
import { inTurn } from "./picture";

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

  /** Says to those who look at a record what it is now. */
  tell(id: string): void {
    const watched = this.watched.get(id);
    if (watched) watched.value = this.shown.get(id);
  }

  /** The same, for one of many that change: a page has no time to draw dozens of cards anew for one picture. */
  tellInTurn(id: string): void {
    const watched = this.watched.get(id);
    if (watched) inTurn(watched, () => this.tell(id));
  }

  /** Takes the server's records in the place of all that is here. */
  replace(records: { [id: string]: object }): void {
    this.base = new Map(Object.entries(records) as [string, Fields][]);
    this.shown = new Map(this.base);
    for (const [id, watched] of this.watched) watched.value = this.shown.get(id);
    this.changed = [];
    this.version.value += 1;
  }

  /** Gives the ids that have changed since a version; null where so much is not remembered. */
  since(version: number): Set<string> | null {
    const behind = this.version.value - version;
    return behind <= this.changed.length ? new Set(this.changed.slice(this.changed.length - behind)) : null;
  }
}

const NONE: string[] = [];

/**
 * The ids of a kind’s records in lists, in order: each record stands in the list that its key names, or in none.
 * Looks only at what has changed since any of its lists was last asked for.
 */
export class Listed {
  private lists = new Map<string, string[]>();
  private members = new Map<string, { record: Fields; key: string }>();
  private at = -1;

  constructor(
    private shelf: Shelf,
    private keyOf: (record: Fields) => string | null,
    private order: (a: Fields, b: Fields) => number,
  ) {}

  /** Gives the same list as long as the same ids stand in it in the same order. */
  read(key: string): string[] {
    const { shelf } = this;
    const now = shelf.version.value;
    if (now !== this.at) {
      const changed = shelf.since(this.at);
      this.at = now;
      if (changed) this.amend(changed);
      else this.sort();
    }
    return this.lists.get(key) ?? NONE;
  }

  /** Everything anew. */
  private sort(): void {
    const members = [...this.shelf.shown.values()].flatMap((record) => {
      const key = this.keyOf(record);
      return key === null ? [] : { record, key };
    });
    members.sort((a, b) => this.order(a.record, b.record));
    this.members = new Map(members.map((member) => [member.record.id, member]));
    const lists = new Map<string, string[]>([...this.lists.keys()].map((key) => [key, []]));
    for (const { record, key } of members) {
      const list = lists.get(key);
      if (list) list.push(record.id);
      else lists.set(key, [record.id]);
    }
    this.keep(lists);
  }

  /** Takes each record that has changed out of its list, and puts it where it belongs now. */
  private amend(changed: Set<string>): void {
    const { shelf, members } = this;
    const lists = new Map<string, string[]>();
    for (const id of changed) {
      const key = members.get(id)?.key;
      if (!members.delete(id) || key === undefined || lists.has(key)) continue;
      lists.set(
        key,
        this.listOf(key).filter((one) => !changed.has(one)),
      );
    }
    for (const id of changed) {
      const record = shelf.shown.get(id);
      const key = record ? this.keyOf(record) : null;
      if (!record || key === null) continue;
      const list = lists.get(key) ?? [...this.listOf(key)];
      list.splice(this.place(list, record), 0, id);
      lists.set(key, list);
      members.set(id, { record, key });
    }
    this.keep(lists);
  }

  private listOf(key: string): string[] {
    return this.lists.get(key) ?? NONE;
  }

  private keep(lists: Map<string, string[]>): void {
    for (const [key, list] of lists) {
      const before = this.listOf(key);
      if (list.length !== before.length || list.some((id, at) => id !== before[at]))
        this.lists.set(key, list);
    }
  }

  /** Where a record belongs among those that are in order. */
  private place(ids: string[], record: Fields): number {
    let [from, to] = [0, ids.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = this.members.get(ids[middle] ?? "");
      if (there && this.order(there.record, record) <= 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
