/** A table's sheet: whose it is, on what, and how its step is set up; and the cards that lie on it. */

import type { ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Room } from "../../room";
import { useMine } from "../../views/mine";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Card, CardKind, Criterion, FormatInfo, Step } from "../../wire.gen";
import { tp } from "../../words/participant";

export type Mode = "reading" | "criteria" | "domains" | "lessons";

/** One table's grid in one step. */
export interface Sheet {
  step: Step;
  group: string;
  experience: string | null;
  mode: Mode;
  kinds: CardKind[];
  /** The most cards that the table may write in this step; 0 for any number. */
  limit: number;
  minutesEach: number;
  canWrite: boolean;
}

const MODES = new Set<unknown>(["reading", "criteria", "domains", "lessons"]);

/** Gives the kinds that a step offers, or all of the format where it names none. */
export function kindsOf(settings: Step["settings"], format: FormatInfo | null): CardKind[] {
  const all = format?.kinds ?? [];
  const named = Array.isArray(settings.kinds) ? settings.kinds : [];
  const found = named.flatMap((id) => all.find((kind) => kind.id === id) ?? []);
  return found.length ? found : all;
}

/** Gives my table's sheet in a step; null while I have no table. */
export function useSheet(step: Step): Sheet | null {
  const mine = useMine();
  if (!mine.group) return null;
  const { settings } = step;
  return {
    step,
    group: mine.group.id,
    experience: mine.experience?.id ?? null,
    mode: MODES.has(settings.mode) ? (settings.mode as Mode) : "criteria",
    kinds: kindsOf(settings, mine.format),
    limit: Number(settings.limit ?? 0),
    minutesEach: Number(settings.minutes_each ?? 0),
    canWrite: mine.canWrite,
  };
}

/**
 * Says whether a card lies on a sheet: of its table, no comment on something else, and on its experience, or
 * written before the table had one, as the console counts it.
 */
export function onSheet(card: Card, sheet: Pick<Sheet, "group" | "experience">): boolean {
  const written = card.experience === null || card.experience === sheet.experience;
  return card.group === sheet.group && written && card.on === null;
}

/** Gives how many cards the table may still write in the step; none where it may write any number. */
export function roomLeft(cards: readonly Card[], sheet: Sheet): number | null {
  if (sheet.limit <= 0) return null;
  const written = cards.filter(
    (card) =>
      !card.withdrawn &&
      card.step === sheet.step.id &&
      card.group === sheet.group &&
      card.experience === sheet.experience,
  );
  return Math.max(0, sheet.limit - written.length);
}

/** The same, as it changes. */
export function useRoomLeft(sheet: Sheet): number | null {
  const { room } = useVisit();
  return sheet.limit > 0 ? roomLeft(room.all("card"), sheet) : null;
}

/** Says that a table has written all the cards that its step takes; nothing before that. */
export function useFull(sheet: Sheet): string | undefined {
  return useRoomLeft(sheet) === 0 ? tp("grid.full", { n: sheet.limit }) : undefined;
}

/** Newest first: what arrives goes on top of the pile, and ids sort in the order in which they were made. */
export function newestFirst(a: Card, b: Card): number {
  return b.at - a.at || (a.id < b.id ? 1 : -1);
}

/** Gives the ids of the cards that match and lie open on the table, newest first, as a stable list. */
export function useCards(matches: (card: Card) => boolean, keys: unknown[]): ReadonlySignal<string[]> {
  const { room } = useVisit();
  return useMemo(
    () => room.ids("card", (card) => !card.withdrawn && matches(card), newestFirst),
    [room, ...keys],
  );
}

type Rows = ReturnType<Room["lists"]>;
const rowsOf = new WeakMap<Room, Map<string, Rows>>();

/** Gives the same for one row of a sheet, by its criterion; all rows of a sheet look at what changed together. */
export function useRow({ group, experience }: Sheet, criterion: string): ReadonlySignal<string[]> {
  const { room } = useVisit();
  const sheets = rowsOf.get(room) ?? new Map<string, Rows>();
  rowsOf.set(room, sheets);
  const key = `${group}/${experience}`;
  const rows =
    sheets.get(key) ??
    room.lists(
      "card",
      (card) => (!card.withdrawn && onSheet(card, { group, experience }) ? card.criterion : null),
      newestFirst,
    );
  sheets.set(key, rows);
  return rows(criterion);
}

/** Gives the criteria in the order of the grid. */
export function criteriaOf(room: Room): Criterion[] {
  return byOrder(room.all("criterion"));
}
