/**
 * From a statement to the cards it came from, and back: the same reading of the records as
 * `server/core/lineage.py` makes for the publication.
 */

import type { Card, Source, Statement, Support } from "../wire.gen";

export type Find<T> = (id: string) => T | undefined;

/** What became of a card since a statement took it in; `unseen` covers what this person may not see. */
export type Fate = "same" | "changed" | "withdrawn" | "hidden" | "unseen";

/** One card behind a statement: its text then and now, and the merged statements that brought it. */
export interface Root {
  card: string;
  taken: string;
  /** The card as it is now, or undefined where this person may not see it. */
  now: Card | undefined;
  how: Support;
  fate: Fate;
  /** Ids of the statements merged into this one that also rest on the card. */
  through: string[];
}

/** Says whether a statement stands on the board: neither withdrawn nor taken into another. */
export const stands = (statement: Statement): boolean =>
  !statement.withdrawn && statement.merged_into === null;

/** Says whether a card lies in sight: what was withdrawn or hidden does not, whoever looks. */
export const lies = (card: Card): boolean => !card.withdrawn && card.hidden === null;

/** Gives the statements that were merged into one, and into those, oldest first. */
export function behind(statement: Statement, find: Find<Statement>): Statement[] {
  const met = new Set([statement.id]);
  const found: Statement[] = [];
  const walk = (one: Statement) => {
    for (const id of one.merged) {
      const other = find(id);
      if (!other || met.has(id)) continue;
      met.add(id);
      walk(other);
      found.push(other);
    }
  };
  walk(statement);
  return found;
}

/** Gives the statement in which one stands now, itself or what took it in; nothing where that was withdrawn. */
export function standsIn(id: string, find: Find<Statement>): Statement | undefined {
  const met = new Set<string>();
  let found = find(id);
  while (found?.merged_into && !met.has(found.id)) {
    met.add(found.id);
    found = find(found.merged_into);
  }
  return found && stands(found) ? found : undefined;
}

function fateOf(source: Source, card: Card | undefined): Fate {
  if (!card) return "unseen";
  if (card.withdrawn) return "withdrawn";
  if (card.hidden !== null) return "hidden";
  // A copy that is not told to whoever looks says nothing of what the card was.
  return source.text === "" || card.text === source.text ? "same" : "changed";
}

/** Gives the words of a source as this person may read them: of then, or of now where those are not told. */
export function readable(source: Source, card: Card | undefined): string {
  return card && lies(card) ? source.text || card.text : "";
}

/** Gives the cards behind a statement, those for it before those against it. */
export function roots(statement: Statement, cards: Find<Card>, statements: Find<Statement>): Root[] {
  const earlier = behind(statement, statements);
  const found = statement.sources.map((source): Root => {
    const now = cards(source.card);
    return {
      card: source.card,
      taken: source.text,
      now,
      how: source.how,
      fate: fateOf(source, now),
      through: earlier
        .filter((other) => other.sources.some((one) => one.card === source.card))
        .map((other) => other.id),
    };
  });
  return [
    ...found.filter((root) => root.how === "supports"),
    ...found.filter((root) => root.how === "contradicts"),
  ];
}

/** Counts the cards that stand for one statement and against another: where both become one, against it. */
export function divided(some: Source[], others: Source[]): number {
  const sides = new Map(some.map((source) => [source.card, source.how]));
  return others.filter((source) => (sides.get(source.card) ?? source.how) !== source.how).length;
}

/** Gives, for each card that a standing statement rests on, the ids of those statements. */
export function uses(statements: Statement[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const statement of statements.filter(stands)) {
    for (const id of new Set(statement.sources.map((source) => source.card))) {
      found.set(id, [...(found.get(id) ?? []), statement.id]);
    }
  }
  return found;
}

export interface Piece {
  text: string;
  is: "kept" | "gone" | "new";
}

/** Words and marks with the blanks behind them, so that two texts never seem alike for their spaces alone. */
const words = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'-]*\s*|\S\s*/gu) ?? [];
const same = (a: string | undefined, b: string | undefined): boolean => a?.trimEnd() === b?.trimEnd();

/** Says word by word how a text became another; what both begin and end with is kept without a look. */
export function reworded(then: string, now: string): Piece[] {
  const a = words(then);
  const b = words(now);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const kept = (text: string): Piece[] => (text ? [{ text, is: "kept" }] : []);
  return [
    ...kept(b.slice(0, head).join("")),
    ...between(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...kept(b.slice(b.length - tail).join("")),
  ];
}

/** Under this share of words in common, a text was written anew: a stray « le » that stayed says nothing. */
const REWRITTEN = 0.3;

/** Compares what differs; more than 400 words are given whole: the work is the product of the lengths. */
function between(a: string[], b: string[]): Piece[] {
  const common = a.length > 400 || b.length > 400 ? [] : commonLengths(a, b);
  if (at(common, 0, 0) < REWRITTEN * Math.max(a.length, b.length)) {
    const whole: Piece[] = [
      { text: a.join(""), is: "gone" },
      { text: b.join(""), is: "new" },
    ];
    return whole.filter((piece) => piece.text !== "");
  }
  const pieces: Piece[] = [];
  const say = (text: string, is: Piece["is"]) => {
    const last = pieces.at(-1);
    if (last?.is === is) last.text += text;
    else pieces.push({ text, is });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(a[i], b[j])) {
      const [had, has] = [a[i++] ?? "", b[j++] ?? ""];
      const word = has.trimEnd();
      say(had === has ? has : word, "kept");
      // The same word with other blanks behind it.
      if (had !== has && had !== word) say(had.slice(word.length), "gone");
      if (had !== has && has !== word) say(has.slice(word.length), "new");
    } else if (i < a.length && (j >= b.length || at(common, i + 1, j) >= at(common, i, j + 1))) {
      say(a[i++] ?? "", "gone");
    } else {
      say(b[j++] ?? "", "new");
    }
  }
  return pieces;
}

const at = (table: number[][], i: number, j: number): number => table[i]?.[j] ?? 0;

/** For each pair of ends of the two lists, how many words they have in common, in order. */
function commonLengths(a: string[], b: string[]): number[][] {
  const table: number[][] = Array.from({ length: a.length + 1 }, () =>
    new Array<number>(b.length + 1).fill(0),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row)
        row[j] = same(a[i], b[j])
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}
