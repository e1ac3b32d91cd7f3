/** What the views of the screen share. */

import { useEffect, useState } from "preact/hooks";
import { keepsCards } from "../../views/projector";
import { useVisit } from "../../visit";
import type { Card, Step } from "../../wire.gen";

/** What every view is given: the id of what it shows, where it shows one thing. */
export interface ViewProps {
  reference: string | null;
}

/** Gives the step that is going on, or null. */
export function useScreenStep(): Step | null {
  const { room } = useVisit();
  const current = room.one("room", "room").value?.step ?? null;
  return current === null ? null : (room.one("step", current).value ?? null);
}

/** Whether tables keep their cards to themselves for now: what is counted here would be none of them. */
export function useKept(): boolean {
  return keepsCards(useVisit().room.one("room", "room").value);
}

/** Says under which name a card may be signed on a wall: the table's, and the person's where they agreed. */
export function useSignature(): (card: Card) => string {
  const { room } = useVisit();
  const anonymous = room.one("room", "room").value?.anonymous ?? true;
  return (card) => {
    const table = card.group ? room.one("group", card.group).value?.name : undefined;
    const person = card.author && !anonymous ? room.one("participant", card.author).value : undefined;
    return [person?.naming === "name" && person.name, table].filter(Boolean).join(" · ");
  };
}

const TURN_AFTER = 18_000;

/**
 * Turns the pages of a view that does not fit at once. They turn by themselves in a hall; the arrow
 * keys and the buttons turn them too, and then they stay where they were put.
 */
export function usePages(count: number): { page: number; turn: (by: number) => void } {
  const [page, setPage] = useState(0);
  const [held, setHeld] = useState(false);
  const shown = count > 0 ? Math.min(page, count - 1) : 0;
  const turn = (by: number) => {
    setHeld(true);
    setPage((shown + by + count) % count);
  };
  useEffect(() => {
    if (held || count < 2 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const timer = setTimeout(() => setPage((shown + 1) % count), TURN_AFTER);
    return () => clearTimeout(timer);
  }, [shown, count, held]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (count < 2 || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      turn(event.key === "ArrowRight" ? 1 : -1);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  return { page: shown, turn };
}
