/**
 * The room as this device may see it: the server's records, with what waits to be acknowledged laid
 * on top. Knows no rule and no socket; components read signals that change only with their record.
 */

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { Bases, textOf, writtenOn } from "./bases";
import { type Fields, Listed, Shelf } from "./shelf";
import type { Change, Frame, Op, Records } from "./wire.gen";

export type Kind = keyof Records;

/** The kinds that a phone asks for once it shows the others: long texts, which nobody reads in the first second. */
const LATER = new Set<string>(["page"]);

/** The kinds that others change by the dozen, each for itself: who looks at them is told a handful a picture. */
const MANY = new Set<string>(["card"]);

type Snapshot = { [kind: string]: { [id: string]: object } };

/** What an op of this device is expected to do, until the server's own word is here. */
export interface Layer {
  op: string;
  changes: Change[];
  /** What its author had before their eyes, where the op says so. */
  base: number | undefined;
  /** The sequence number that the server gave the op; the layer goes once the room has reached it. */
  ok?: number;
}

/** Applies one change to a record: the whole reducer. */
export function reduce(record: Fields | undefined, change: Change): Fields | undefined {
  switch (change[0]) {
    case "put":
      return { ...change[3], id: change[2] };
    case "patch":
      return record && { ...record, ...change[3] };
    case "drop":
      return undefined;
  }
}

/** Says whether something that was written is written no more, anywhere in a value: an erasure leaves blanks. */
function emptied(was: unknown, is: unknown): boolean {
  if (typeof was === "string") return was !== "" && (is === "" || is === null || is === undefined);
  if (typeof was !== "object" || was === null) return false;
  if (typeof is !== "object" || is === null) return true;
  if (Array.isArray(was) && Array.isArray(is) && is.length < was.length) return true;
  const now = is as { [part: string]: unknown };
  return Object.entries(was).some(([part, value]) => emptied(value, now[part]));
}

export class Room {
  /** The sequence number up to which every change has been applied. */
  readonly seq = signal(0);
  /** The mark of the op `seq`, by which the server tells its log from another one; null where none was said. */
  mark: number | null = null;
  /** False until the first snapshot is here. */
  readonly loaded = signal(false);
  /** What has changed since a snapshot without the kinds that come later; null where nothing is to come. */
  private missed = signal<Change[] | null>(null);
  /** False while the kinds that come later are still to come: what is not there may be on its way. */
  readonly whole = computed(() => this.missed.value === null);
  /** Grows whenever a record or something written in one goes, which may have been erased for good. */
  readonly drops = signal(0);
  private shelves = new Map<string, Shelf>();
  private layers: Layer[] = [];
  private bases = new Bases();
  private behind = false;
  /** How often the server turned out to have another log than what was shown here was made of. */
  readonly swaps = signal(0);
  private swapping = false;

  /** Gives the record of an id, as a signal that changes only when this record does. */
  one<K extends Kind>(kind: K, id: string): ReadonlySignal<Records[K] | undefined> {
    const shelf = this.shelf(kind);
    let watched = shelf.watched.get(id);
    if (!watched) {
      watched = signal(shelf.shown.get(id));
      shelf.watched.set(id, watched);
    }
    return watched as unknown as ReadonlySignal<Records[K] | undefined>;
  }

  /** Reads a record as it is now, without being told when it changes. */
  peek<K extends Kind>(kind: K, id: string): Records[K] | undefined {
    return this.shelves.get(kind)?.shown.get(id) as Records[K] | undefined;
  }

  /** Gives all records of a kind; inside a computed or a component it is read again when any changes. */
  all<K extends Kind>(kind: K): Records[K][] {
    const shelf = this.shelf(kind);
    shelf.version.value;
    return [...shelf.shown.values()] as unknown as Records[K][];
  }

  /**
   * Gives the ids of the records that match, in order, as a signal that stays the same while only
   * their contents change: a list that reads it is not drawn again for an edit of one card. Both
   * functions may look at nothing but the records, for only those that change are looked at again.
   */
  ids<K extends Kind>(
    kind: K,
    matches: (record: Records[K]) => boolean,
    order: (a: Records[K], b: Records[K]) => number,
  ): ReadonlySignal<string[]> {
    return this.lists(kind, (record) => (matches(record) ? "" : null), order)("");
  }

  /**
   * Gives such lists by key: `keyOf` says in which a record stands, null for none. However many lists are
   * read, a record that changes is looked at once.
   */
  lists<K extends Kind>(
    kind: K,
    keyOf: (record: Records[K]) => string | null,
    order: (a: Records[K], b: Records[K]) => number,
  ): (key: string) => ReadonlySignal<string[]> {
    type Any = { keyOf: (record: Fields) => string | null; order: (a: Fields, b: Fields) => number };
    const by = { keyOf, order } as unknown as Any;
    const listed = new Listed(this.shelf(kind), by.keyOf, by.order);
    const lists = new Map<string, ReadonlySignal<string[]>>();
    return (key) => {
      const list = lists.get(key) ?? computed(() => listed.read(key));
      lists.set(key, list);
      return list;
    };
  }

  /**
   * Replaces everything by a snapshot taken at `seq`; layers that it contains go. Where it is one `without` the
   * kinds that come later, these stay as they are until `complete`.
   */
  load(snapshot: Snapshot, seq: number, changes: Change[] = [], without = false): void {
    const held = this.swapping ? this.records() : null;
    const reached = this.seq.peek();
    batch(() => {
      this.missed.value = without ? [] : null;
      // First: a record that changes below is shown with what lies on it then.
      this.layers = this.layers.filter((layer) => layer.ok === undefined || layer.ok > seq);
      for (const kind of new Set([...this.shelves.keys(), ...Object.keys(snapshot)])) {
        if (!without || !LATER.has(kind)) this.shelf(kind).replace(snapshot[kind] ?? {});
      }
      for (const change of changes) this.change(change);
      this.seq.value = seq;
      this.loaded.value = true;
      this.behind = false;
      if (held) this.swap(held, reached);
      for (const layer of this.layers) this.redraw(layer);
    });
  }

  /** What was seen up to a number may be what the server does not know of, and no ground to merge on. */
  private swap(held: Map<string, Map<string, Fields>>, reached: number): void {
    const changed = [...held].flatMap(([kind, records]) =>
      [...records]
        .filter(([id, was]) => textOf(kind, was) !== textOf(kind, this.shelf(kind).base.get(id)))
        .map(([id]) => `${kind}/${id}`),
    );
    this.bases.begunElsewhere(changed, reached);
    this.swapping = false;
    this.swaps.value += 1;
  }

  /**
   * Takes the kinds that were to come later, as they are at some moment since the snapshot: what has changed
   * in them since that is done again, which leaves each field as it was said last.
   */
  complete(rest: Snapshot): void {
    const missed = this.missed.peek();
    if (!missed) return;
    batch(() => {
      this.missed.value = null;
      for (const kind of LATER) this.shelf(kind).replace(rest[kind] ?? {});
      for (const change of missed) this.change(change);
      for (const layer of this.layers) this.redraw(layer);
    });
  }

  /** Gives the server's records as they are now, without what waits on top of them. */
  records(): Map<string, Map<string, Fields>> {
    return new Map([...this.shelves].map(([kind, shelf]) => [kind, shelf.base]));
  }

  /** Shows what this device saw last; the server will be asked for everything all the same. */
  recall(records: Map<string, Map<string, { id: string }>>, seq: number): void {
    const snapshot = Object.fromEntries([...records].map(([kind, all]) => [kind, Object.fromEntries(all)]));
    this.load(snapshot, seq);
    this.behind = true;
  }

  /** Applies a frame whose `prev` the room has reached. */
  apply(frame: Frame): void {
    batch(() => {
      for (const op of frame.ops) {
        for (const change of op.changes) this.change(change, MANY.has(change[1]));
        this.landed(op.id);
        this.unlay(op.id);
      }
      this.reach(frame.seq);
      this.mark = frame.mark ?? null;
    });
  }

  /** Lays an op's expected changes on top of the server's records. */
  lay(op: string, changes: Change[], base?: number): void {
    if (this.layers.some((layer) => layer.op === op)) return;
    const layer = { op, changes, base };
    this.layers.push(layer);
    batch(() => this.redraw(layer));
  }

  /** Gives the record whose text an op of this device, not acknowledged yet, writes; `kind/id`. */
  writtenBy(op: string): string | undefined {
    return writtenOn(this.layers.find((layer) => layer.op === op)?.changes ?? []);
  }

  /**
   * Gives what the server is to merge an op's text against: this device's own words are what it was begun on.
   * Who settles on one of several texts is asked what they have seen of others', which own words say nothing of.
   */
  baseOf(op: Op): number | undefined {
    const base = op.base ?? undefined;
    if (base === undefined) return base;
    if (op.name === "text.settle") return this.bases.isLost(`${op.args.kind}/${op.args.id}`, base) ? 0 : base;
    const on = this.writtenBy(op.id);
    return on === undefined ? base : this.bases.now(on, base);
  }

  private landed(op: string): void {
    const layer = this.layers.find((one) => one.op === op);
    for (const change of layer?.changes ?? []) {
      this.bases.landed(change, layer?.base, this.shelf(change[1]).base.get(change[2]));
    }
  }

  /** Says that the server took the op as `seq`: its layer stays until the room has reached that. */
  confirm(op: string, seq: number): void {
    const layer = this.layers.find((one) => one.op === op);
    if (layer) layer.ok = seq;
    if (layer && seq <= this.seq.peek()) this.unlay(op);
  }

  /** Takes an op's layer away, because the server refused it or its own changes are here. */
  unlay(op: string): void {
    const at = this.layers.findIndex((layer) => layer.op === op);
    const layer = this.layers[at];
    if (!layer) return;
    this.layers.splice(at, 1);
    batch(() => this.redraw(layer));
  }

  /** Says that everything up to `seq` is here, with what came beside the frames. */
  reach(seq: number, changes: Change[] = []): void {
    batch(() => {
      for (const change of changes) this.change(change);
      this.seq.value = Math.max(seq, this.seq.peek());
      for (const layer of [...this.layers]) {
        if (layer.ok !== undefined && layer.ok <= seq) this.unlay(layer.op);
      }
    });
  }

  /** Forgets what the server had acknowledged, because it was restored from before that. */
  forget(): void {
    for (const layer of [...this.layers]) if (layer.ok !== undefined) this.unlay(layer.op);
    this.behind = this.swapping = true;
  }

  /** Gives what to ask the server for: everything after this sequence number, or all (null). */
  since(): number | null {
    return this.loaded.peek() && !this.behind && this.whole.peek() ? this.seq.peek() : null;
  }

  private change(change: Change, oneOfMany = false): void {
    if (LATER.has(change[1])) this.missed.peek()?.push(change);
    const shelf = this.shelf(change[1]);
    const before = shelf.base.get(change[2]);
    const after = reduce(before, change);
    if (after) shelf.base.set(change[2], after);
    else shelf.base.delete(change[2]);
    if (before && emptied(before, after)) this.drops.value += 1;
    this.show(shelf, change[1], change[2], oneOfMany);
  }

  private redraw(layer: Layer): void {
    for (const [, kind, id] of layer.changes) this.show(this.shelf(kind), kind, id);
  }

  /** Brings what is shown of one record up to date: the server's, then each layer in order. */
  private show(shelf: Shelf, kind: string, id: string, oneOfMany = false): void {
    let record = shelf.base.get(id);
    for (const layer of this.layers) {
      for (const change of layer.changes) {
        if (change[1] === kind && change[2] === id) record = reduce(record, change);
      }
    }
    if (record) shelf.shown.set(id, record);
    else shelf.shown.delete(id);
    shelf.touch(id);
    if (oneOfMany) shelf.tellInTurn(id);
    else shelf.tell(id);
  }

  private shelf(kind: string): Shelf {
    let shelf = this.shelves.get(kind);
    if (!shelf) {
      shelf = new Shelf();
      this.shelves.set(kind, shelf);
    }
    return shelf;
  }
}
