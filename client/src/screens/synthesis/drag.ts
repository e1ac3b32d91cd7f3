/**
 * Dragging on the board, by mouse and by a long touch. The library comes late and only for those who
 * may edit; whatever a drag does, a menu does too, so its own keyboard ways are left out.
 */

import type { DragDropManager, Draggable, Droppable } from "@dnd-kit/dom";
import { signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { Support } from "../../wire.gen";
import { type Desk, type Dragged, useDesk } from "./desk";

/** Where something can be dropped. */
export type Place =
  | { on: "new" }
  | { on: "statement"; statement: string; how: Support }
  | { on: "merge"; statement: string };

type Kit = typeof import("@dnd-kit/dom");
interface Table {
  kit: Kit;
  manager: DragDropManager;
}

const table = signal<Table | null>(null);

/** Does what dropping something somewhere means. */
export function drop(desk: Desk, dragged: Dragged, place: Place): void {
  if (dragged.what === "cards" && place.on === "new") {
    desk.asking.value = { what: "write", cards: dragged.cards };
  }
  if (dragged.what === "cards" && place.on === "statement") {
    desk.draw(dragged.cards, place.statement, place.how);
  }
  if (dragged.what === "statement" && place.on === "merge") {
    desk.merge(dragged.statement, place.statement);
  }
}

/** Lets things be dragged while the board is open to this person's edits. */
export function useDragging(desk: Desk): void {
  const may = desk.mayEdit.value;
  useEffect(() => {
    if (!may) return;
    let manager: DragDropManager | undefined;
    let wanted = true;
    void import("@dnd-kit/dom").then((kit) => {
      if (!wanted) return;
      manager = open(kit, desk);
      table.value = { kit, manager };
    });
    return () => {
      wanted = false;
      table.value = null;
      manager?.destroy();
    };
  }, [may, desk]);
}

function open(kit: Kit, desk: Desk): DragDropManager {
  const { AutoScroller, Cursor, Feedback, PointerSensor, PreventSelection } = kit;
  const manager = new kit.DragDropManager({
    plugins: [
      AutoScroller.configure({ acceleration: 12, threshold: { x: 0, y: 0.1 } }),
      Cursor,
      PreventSelection,
      Feedback.configure({ feedback: "clone", dropAnimation: null }),
    ],
    sensors: [PointerSensor],
  });
  manager.monitor.addEventListener("dragstart", ({ operation }) => {
    const taken = operation.source?.data as Dragged | undefined;
    if (taken?.what === "cards") {
      desk.dragged.value = { what: "cards", cards: taken.cards.flatMap((card) => desk.taken(card)) };
    } else desk.dragged.value = taken ?? null;
  });
  manager.monitor.addEventListener("dragend", ({ operation, canceled }) => {
    const dragged = desk.dragged.peek();
    desk.dragged.value = null;
    const place = operation.target?.data as Place | undefined;
    if (!canceled && dragged && place) drop(desk, dragged, place);
  });
  return manager;
}

/** Lets an element be taken. */
export function useDraggable(element: RefObject<HTMLElement | null>, id: string, data: Dragged): void {
  const here = table.value;
  const may = useDesk().mayEdit.value;
  useEffect(() => {
    if (!here || !may || !element.current) return;
    const { kit, manager } = here;
    const draggable: Draggable = new kit.Draggable({ id, element: element.current, data }, manager);
    return () => draggable.destroy();
  }, [here, may, id]);
}

/** Lets an element be dropped on; gives nothing back, the look comes from the library's attribute. */
export function useDroppable(element: RefObject<HTMLElement | null>, id: string, data: Place): void {
  const here = table.value;
  useEffect(() => {
    if (!here || !element.current) return;
    const { kit, manager } = here;
    const droppable: Droppable = new kit.Droppable({ id, element: element.current, data }, manager);
    return () => droppable.destroy();
  }, [here, id]);
}

/** The place that what is dragged is over, by its id. */
export function over(): string | null {
  const target = table.value?.manager.dragOperation.target;
  return target ? String(target.id) : null;
}
