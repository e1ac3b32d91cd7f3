/** Cutting long lists into pages that a hall can read. */

import type { Criterion, Statement } from "../wire.gen";
import { stands } from "./lineage";
import { byOrder } from "./order";

/** What a page holds under its title, in lines of the wall's large type, and how much of a text is a line. */
export const WALL = 12.8;
const LINE = 66;
/** In the same lines: the space to the next text, a line of small type, and the bar of a vote with its words. */
export const SPACE = 0.55;
export const SMALL = 0.65;
const BAR = 1.75;

/** How high a text stands on the wall, in lines of its large type. */
export function lines(text: string, line = LINE): number {
  return Math.ceil(text.length / line);
}

export interface SynthesisPage {
  criterion: Criterion | null;
  statements: Statement[];
}

/**
 * Gives the pages of the synthesis: by criterion in order, then those without one, at most five statements
 * a page and no more than the wall holds: a long sentence takes the place of two, and so does a vote's bar.
 */
export function synthesisPages(
  criteria: Criterion[],
  statements: Statement[],
  voted: (statement: Statement) => boolean = () => false,
): SynthesisPage[] {
  const high = (one: Statement) => lines(one.text) + SMALL + SPACE + (voted(one) ? BAR : 0);
  const pages: SynthesisPage[] = [];
  const sorted = byOrder(statements.filter(stands));
  for (const criterion of [...byOrder(criteria), null]) {
    const own = sorted.filter((one) => one.criterion === (criterion?.id ?? null));
    for (const part of cut(own, 5, WALL, high)) pages.push({ criterion, statements: part });
  }
  return pages;
}

/** Cuts a list into parts of at most `most` items and of `room`, each taking what `high` says of it. */
export function cut<T>(items: T[], most: number, room: number, high: (item: T) => number): T[][] {
  const parts: T[][] = [];
  let taken = 0;
  for (const item of items) {
    const last = parts.at(-1);
    if (last && last.length < most && taken + high(item) <= room) {
      last.push(item);
      taken += high(item);
    } else {
      parts.push([item]);
      taken = high(item);
    }
  }
  return parts;
}

/** Cuts a list into as few parts as hold at most `most` items, all nearly alike. */
export function evenly<T>(items: T[], most: number): T[][] {
  const each = Math.ceil(items.length / Math.ceil(items.length / most));
  return cut(items, each, each, () => 1);
}

/** How large the wall's large type is, in units of the wall, and how small it may become for one long text. */
const LARGE = 2.25;
const SMALLEST = 1.5;

/** Gives one text as a page of its own can hold it: smaller where it is long, and shortened where it is a page. */
export function fitted(text: string, line = LINE): { text: string; size: number | null } {
  const room = WALL - SMALL - SPACE - BAR;
  const high = lines(text, line);
  if (high <= room) return { text, size: null };
  const size = Math.max(SMALLEST, LARGE * Math.sqrt((0.9 * room) / high));
  const most = Math.floor(0.9 * room * line * (LARGE / size) ** 2);
  return { text: text.length > most ? `${text.slice(0, most).trimEnd()}…` : text, size };
}

/** What stands beside the instruction on the wall, how much of a question is a line, and what it takes beside it. */
const QUESTIONS = 34;
const [ASKED, ASKED_LINE, SHARED] = [3.1, 2.52, 2.5];

/** Gives the pages of the questions that stand beside a step. */
export function questionPages<T extends { text: string }>(asked: T[], shared: (one: T) => boolean): T[][] {
  return cut(
    asked,
    6,
    QUESTIONS,
    (one) => lines(one.text, 34) * ASKED_LINE + ASKED + (shared(one) ? SHARED : 0),
  );
}

/** Of a view that shows one text: how high it is and how many letters wide, both in units of the wall. */
const TALL = 36;
const WIDE = 150;
/** In the same units: an opinion's bar, the title of a list of sources, what a source takes beside its lines. */
const OPINION = 8;
const TITLE = 4.6;
const [SOURCE, SOURCE_LINE] = [3.2, 1.95];
/** How many letters of a source a line has, alone and with another list beside it. */
const [ALONE, HALVED] = [94, 42];
/** The longest part of a text that is read at one go, and what the first lines take that recall it later. */
const LONGEST = 1_100;
const RECALLED = 6.6;

/** How large a text stands on the wall where nothing else does, or its sources do too; in units of the wall. */
export function sizeOf(text: string, shared = false): number {
  const [largest, room] = shared ? [3.4, 2_400] : [4, 3_800];
  return Math.max(1.7, Math.min(largest, Math.sqrt(room / text.length)));
}

/** Cuts a text between words into parts that the wall can hold. */
export function textParts(text: string): string[] {
  const count = Math.ceil(text.length / LONGEST);
  const most = Math.ceil(text.length / count) + 40;
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const space = rest.slice(0, most).search(/\s\S*$/);
    const end = space > 0 ? space : most;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trim();
  }
  return [...parts, rest];
}

export interface StatementLeaf {
  /** What is read of the statement; null where the leaf only recalls it. */
  text: string | null;
  supports: string[];
  contradicts: string[];
}

/** Gives the leaves of one statement: its words, then all that it rests on, as much at once as the wall holds. */
export function statementLeaves(
  text: string,
  supports: string[],
  contradicts: string[],
  voted: boolean,
): StatementLeaf[] {
  const texts = textParts(text);
  const last = texts.at(-1) ?? "";
  const size = sizeOf(last, true);
  const words = Math.ceil((last.length * size) / WIDE) * 1.2 * size;
  const first = TALL - words - TITLE - (voted ? OPINION : 0);
  const line = supports.length && contradicts.length ? HALVED : ALONE;
  const lists = [supports, contradicts].map((list) => shares(list, first, TALL - TITLE - RECALLED, line));
  const count = Math.max(...lists.map((list) => list.length));
  const leaves = Array.from({ length: count }, (_, at) => ({
    text: at === 0 ? last : null,
    supports: lists[0]?.[at] ?? [],
    contradicts: lists[1]?.[at] ?? [],
  }));
  return [...texts.slice(0, -1).map((part) => ({ text: part, supports: [], contradicts: [] })), ...leaves];
}

/** Shares sources out to leaves; the first of them may hold none. */
function shares(sources: string[], first: number, rest: number, line: number): string[][] {
  const parts: string[][] = [[]];
  let taken = 0;
  for (const source of sources) {
    const high = lines(source, line) * SOURCE_LINE + SOURCE;
    if (taken + high <= (parts.length === 1 ? first : rest)) parts.at(-1)?.push(source);
    else parts.push([source]);
    taken = parts.at(-1)?.length === 1 ? high : taken + high;
  }
  return parts;
}

/** Of a plan of more tables than the wall holds: tables side by side, how high the wall is, a table's head and a name. */
const BESIDE = 5;
const PLAN = 34;
const [HEAD, NAME] = [6.3, 2];
/** How many letters of a name a line has, alone and in a table whose names stand in two columns. */
const [NAME_LINE, HALF_LINE] = [20, 11];
/** More people than these stand in two columns, smaller. */
const CROWD = 12;

/** Says whether the names of a table stand in two columns on the wall. */
export function crowded(people: number): boolean {
  return people > CROWD;
}

function tableHeight(names: string[]): number {
  const all = (line: number) => names.reduce((sum, name) => sum + lines(name, line), 0);
  return HEAD + (crowded(names.length) ? Math.ceil(all(HALF_LINE) / 2) * 1.6 : all(NAME_LINE) * NAME);
}

/** Cuts a plan of tables into pages, row by row; `names` gives who sits at a table. */
export function planPages<T>(tables: T[], names: (table: T) => string[]): T[][] {
  const rows = cut(tables, BESIDE, BESIDE, () => 1);
  const high = (row: T[]) => Math.max(...row.map((one) => tableHeight(names(one))));
  return cut(rows, rows.length, PLAN, high).map((page) => page.flat());
}
