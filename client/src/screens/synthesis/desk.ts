/** The state of one person's synthesis board, and what they can do on it; every act can be undone. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { newId } from "../../ids";
import { refusedAloud } from "../../parts/acting";
import { toast } from "../../parts/toast";
import {
  type Filter,
  facets,
  NO_CRITERION,
  NO_FILTER,
  passes,
  says,
  sectionOf,
  tally,
} from "../../views/board";
import { divided, lies, stands, uses } from "../../views/lineage";
import { byOrder } from "../../views/order";
import type { OpName, Visit } from "../../visit";
import type { Card, Criterion, Ops, Stance, Statement, Support } from "../../wire.gen";
import type { Facts } from "../../words";
import { type BoardKey, tBoard } from "../../words/synthesis";

/** The two halves of a statement's sheet. */
export type LineageTab = "sources" | "history";

/** What a dialog over the board is asking, or nothing. */
export type Asking =
  | { what: "write"; cards: string[] }
  | { what: "draw"; cards: string[]; how: Support }
  | { what: "merge"; from: string }
  | { what: "split"; statement: string }
  | { what: "criterion"; statement: string }
  | { what: "lineage"; statement: string; tab: LineageTab }
  | { what: "alike" }
  | { what: "matrices" };

/** What is being dragged, so that places to drop show themselves. */
export type Dragged = { what: "cards"; cards: string[] } | { what: "statement"; statement: string };

/** One act: the ids of its ops, in the order in which they were asked, or what else takes it back. */
interface Done {
  ops: readonly string[];
  /** Gives the code of its refusal, or nothing where it was taken back. */
  back?: () => Promise<string | null>;
}
/** An op to ask: its name, its arguments, and the `rev` that its author had seen. */
type Ask = { [N in OpName]: [name: N, args: Ops[N], base?: number] }[OpName];

export class Desk {
  /** The section shown: a criterion's id, NO_CRITERION, or "" for all. */
  readonly section = signal("");
  readonly filter = signal<Filter>(NO_FILTER);
  /** What statements are looked for by. */
  readonly sought = signal("");
  readonly chosen = signal<ReadonlySet<string>>(new Set());
  readonly tab = signal<"cards" | "statements">("cards");
  readonly asking = signal<Asking | null>(null);
  readonly dragged = signal<Dragged | null>(null);
  /** Which statement's text this person edits. */
  readonly editing = signal<string | null>(null);
  /** What this person did here, oldest first, so that it can be taken back one after the other. */
  readonly done = signal<readonly Done[]>([]);
  /** What was last done, in words, for a sheet in which one does many things in a row. */
  readonly said = signal("");

  readonly mayEdit: ReadonlySignal<boolean>;
  readonly facilitates = computed(() => this.visit.line.me.value?.seat === "facilitator");
  readonly criteria: ReadonlySignal<Criterion[]>;
  readonly used: ReadonlySignal<Map<string, string[]>>;
  readonly counts;
  readonly cards: ReadonlySignal<string[]>;
  /** How many cards of the section each choice of a filter has, by `<filter>/<id>`. */
  readonly facets: ReadonlySignal<Map<string, number>>;

  constructor(readonly visit: Visit) {
    const { room, line } = visit;
    this.mayEdit = computed(() => {
      const info = room.one("room", "room").value;
      const me = line.me.value;
      if (!info || !me || info.closed) return false;
      const person = me.participant !== null && (me.seat === "participant" || me.seat === "graphic");
      return me.seat === "facilitator" || (info.synthesis_open && person);
    });
    this.criteria = computed(() => byOrder(room.all("criterion")));
    this.used = computed(() => uses(room.all("statement")));
    this.counts = computed(() =>
      tally(this.criteria.value, room.all("card"), room.all("statement"), this.used.value),
    );
    this.facets = computed(() => facets(this.inSection(room.all("card")).filter(lies)));
    this.cards = this.stable(() => {
      const places = new Map(room.all("experience").map((one) => [one.id, one.order]));
      const place = (card: Card) => places.get(card.experience ?? "") ?? Number.MAX_SAFE_INTEGER;
      return this.inSection(room.all("card"))
        .filter((card) => lies(card) && passes(card, this.filter.value, this.used.value))
        .sort((a, b) => place(a) - place(b) || a.at - b.at);
    });
  }

  /** Gives the ids of a list of records, as a signal that stays while only their contents change. */
  private stable(list: () => { id: string }[]): ReadonlySignal<string[]> {
    let last: string[] = [];
    return computed(() => {
      const ids = list().map((record) => record.id);
      if (ids.length !== last.length || ids.some((id, at) => id !== last[at])) last = ids;
      return last;
    });
  }

  private inSection<R extends { criterion: string | null }>(records: R[]): R[] {
    const section = this.section.value;
    if (!section) return records;
    const known = new Set(this.criteria.value.map((criterion) => criterion.id));
    return records.filter((record) => sectionOf(record, known) === section);
  }

  /** The cards that are chosen and still lie on the board: some may have been withdrawn meanwhile. */
  readonly picked = computed(() =>
    [...this.chosen.value].filter((id) => {
      const card = this.visit.room.one("card", id).value;
      return card !== undefined && lies(card);
    }),
  );

  /** Says whether a statement is among those looked for: the one that is being written is, whatever it says. */
  private isSought(one: Statement): boolean {
    return one.id === this.editing.value || says(one, this.sought.value);
  }

  /** Gives the statements of the board by section, in their order; a withdrawn one is not among them. */
  readonly statements = computed(() => {
    const known = new Set(this.criteria.value.map((criterion) => criterion.id));
    const found = this.visit.room.all("statement").filter((one) => stands(one) && this.isSought(one));
    const all = byOrder(this.inSection(found));
    const sections = [...this.criteria.value.map((criterion) => criterion.id), NO_CRITERION];
    return sections
      .map((id) => ({ id, statements: all.filter((one) => sectionOf(one, known) === id) }))
      .filter((section) => section.statements.length > 0);
  });

  readonly withdrawn = computed(() =>
    this.inSection(this.visit.room.all("statement")).filter((one) => one.withdrawn && !one.merged_into),
  );

  /** Chooses a card, or no longer. */
  choose(card: string): void {
    const next = new Set(this.chosen.peek());
    if (!next.delete(card)) next.add(card);
    this.chosen.value = next;
  }

  /** What moves when a card is taken: all that is chosen where it is one of them, else itself. */
  taken(card: string): string[] {
    return this.chosen.peek().has(card) ? this.picked.peek() : [card];
  }

  /** Shows where a statement stands: its section, its tab, and the keyboard on it. */
  show(statement: string): void {
    const found = this.visit.room.peek("statement", statement);
    if (!found) return;
    if (this.section.peek()) this.section.value = found.criterion ?? NO_CRITERION;
    this.sought.value = "";
    this.tab.value = "statements";
    this.asking.value = null;
    keyboardTo([`statement-${statement}`], true);
  }

  /** Gives the cards that nobody took away meanwhile: for one of them all the others would be refused. */
  private still(cards: string[]): string[] {
    const left = cards.filter((id) => !this.visit.room.peek("card", id)?.withdrawn);
    return left.length > 0 ? left : cards;
  }

  /** Makes a statement of cards, and shows it unless one has more to decide first. */
  write(from: string[], text: string, stance: Stance, criterion: string | null, showIt = true): void {
    const statement = newId();
    const cards = this.still(from);
    const again = this.unchoose();
    this.act("did.write", {}, ["statement.write", { statement, criterion, text, stance, cards }]).then(again);
    if (showIt) this.show(statement);
  }

  /** Makes a statement of one card, with another as its dissent. */
  oppose(card: Card, against: Card, criterion: string | null): void {
    const statement = newId();
    this.act(
      "did.oppose",
      {},
      ["statement.write", { statement, criterion, text: card.text, stance: "dissent", cards: [card.id] }],
      ["statement.draw", { statement, cards: [against.id], how: "contradicts" }],
    );
  }

  draw(wanted: string[], statement: string, how: Support): void {
    const cards = this.still(wanted);
    const again = this.unchoose();
    this.act("did.draw", { n: cards.length }, ["statement.draw", { statement, cards, how }]).then(again);
    if (!this.asking.peek()) keyboardTo([...cards.map((card) => `card-${card}`), `statement-${statement}`]);
  }

  release(cards: string[], statement: string): void {
    this.act("did.release", { n: cards.length }, ["statement.release", { statement, cards }]);
  }

  merge(from: string, into: string): void {
    if (from === into) return;
    this.endWriting(from);
    const [here, there] = [into, from].map((id) => this.visit.room.peek("statement", id)?.sources ?? []);
    const n = divided(here ?? [], there ?? []);
    this.act(n > 0 ? "did.merge.divided" : "did.merge", { n }, ["statement.merge", { into, from }]);
    keyboardTo([`statement-${into}`]);
  }

  split(statement: string, cards: string[], text: string): void {
    const into = newId();
    this.sought.value = "";
    this.act("did.split", {}, ["statement.split", { statement, cards, into, text }]);
    keyboardTo([`statement-${into}`, `statement-${statement}`], true);
  }

  edit(statement: string, text: string, base: number): void {
    this.act("did.edit", {}, ["statement.edit", { statement, text }, base]);
  }

  /** Says that a text was written together with others, stroke by stroke; `back` takes one's own words out. */
  wrote(back: () => Promise<string | null>): void {
    this.say("did.edit", {}, { ops: [], back });
  }

  mark(statement: string, stance: Stance): void {
    this.act("did.stance", { stance: tBoard(`stance.${stance}`) }, ["statement.edit", { statement, stance }]);
  }

  file(statement: string, criterion: string): void {
    this.act("did.criterion", {}, ["statement.edit", { statement, criterion }]);
    keyboardTo([`statement-${statement}`, "board-statements"]);
  }

  /** Puts a statement before (-1) or after (1) its neighbour; the two swap their places. */
  move(statement: Statement, by: -1 | 1): void {
    const section = this.statements.peek().find((one) => one.statements.some((s) => s.id === statement.id));
    const at = section?.statements.findIndex((one) => one.id === statement.id) ?? -1;
    const other = section?.statements[at + by];
    if (!other) return;
    const order = other.order === statement.order ? statement.order + by : other.order;
    this.act(
      "did.order",
      {},
      ["statement.edit", { statement: other.id, order: statement.order }],
      ["statement.edit", { statement: statement.id, order }],
    );
  }

  withdraw(statement: string): void {
    this.endWriting(statement);
    this.act("did.withdraw", {}, ["statement.withdraw", { statement }]);
    keyboardTo(["board-statements"]);
  }

  restore(statement: string): void {
    this.act("did.restore", {}, ["statement.restore", { statement }]);
  }

  /** Shows a statement in large on the projector. */
  project(statement: string): void {
    this.act("did.screen", {}, ["screen.show", { view: "statement", ref: statement }]);
  }

  /** Says that two cards are not alike, so that they are not suggested again. */
  decline(cards: [string, string]): void {
    this.act("did.decline", {}, ["suggestion.decline", { cards }]);
  }

  /** Keeps one of several versions; `seen` is the revision at which they were read. */
  settle(statement: string, text: string, seen: number): void {
    this.act("did.settle", {}, ["text.settle", { kind: "statement", id: statement, text }, seen]);
  }

  /** Takes the last act back, or a given one; what someone has changed since stays, and says why. */
  async undo(act = this.done.peek().at(-1)): Promise<void> {
    if (!act) return;
    this.forget(act);
    const refused = (await act.back?.()) ?? null;
    if (refused !== null && refusedAloud({ refused, facts: {} })) return;
    for (const op of [...act.ops].reverse()) {
      const settled = await this.visit.do("op.undo", { op });
      if (refusedAloud(settled)) return;
    }
    this.said.value = "";
    toast(tBoard("undone"));
  }

  /** Who takes a statement away has done with writing it. */
  private endWriting(statement: string): void {
    if (this.editing.peek() === statement) this.editing.value = null;
  }

  /** Takes the choice of cards away, and gives what brings it back where the act that they went into was refused. */
  private unchoose(): (done: boolean) => void {
    const chosen = this.chosen.peek();
    this.chosen.value = new Set();
    return (done) => {
      if (!done && this.chosen.peek().size === 0) this.chosen.value = chosen;
    };
  }

  /** Asks the ops of one act; true once all of them are done. */
  private async act(said: BoardKey, facts: Facts, ...asks: Ask[]): Promise<boolean> {
    const act = { ops: asks.map(() => newId()) };
    const unsay = this.say(said, facts, act);
    const all = asks.map(async ([name, args, base], at) => {
      const settled = await this.visit.do<OpName>(name, args, base, act.ops[at]);
      if ("ok" in settled) return true;
      // Said to be done at once, it turned out not to be.
      unsay();
      this.forget(act);
      return !refusedAloud(settled);
    });
    return !(await Promise.all(all)).includes(false);
  }

  /** Says what was done and how to take it back; gives how to unsay it. */
  private say(said: BoardKey, facts: Facts, act: Done): () => void {
    const words = tBoard(said, facts);
    this.said.value = words;
    this.done.value = [...this.done.peek(), act].slice(-50);
    const way = { label: tBoard("undo"), act: () => void this.undo(act) };
    const takeAway = this.saysItself() ? null : toast(words, "plain", way);
    return () => {
      if (this.said.peek() === words) this.said.value = "";
      takeAway?.();
    };
  }

  /** Whether the sheet that is open says what was done, and keeps the way back for as long as it is. */
  private saysItself(): boolean {
    const asked = this.asking.peek()?.what;
    return asked === "alike" || asked === "lineage";
  }

  private forget(act: Done): void {
    this.done.value = this.done.peek().filter((one) => one !== act);
  }
}

/**
 * Puts the keyboard on the first of these elements that is there once the page is drawn again: what
 * had it may be gone with what was done.
 */
function keyboardTo(ids: string[], bringIntoSight = false): void {
  setTimeout(() => {
    const found = ids.map((id) => document.getElementById(id)).find((element) => element !== null);
    if (bringIntoSight) found?.scrollIntoView({ block: "center" });
    found?.focus({ preventScroll: true });
  }, 80);
}

const Here = createContext<Desk | null>(null);
export const DeskProvider = Here.Provider;

/** Gives the board's state; only for components of the board. */
export function useDesk(): Desk {
  const desk = useContext(Here);
  if (!desk) throw new Error("a part of the board was shown outside it");
  return desk;
}
