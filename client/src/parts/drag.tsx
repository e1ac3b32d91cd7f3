/**
 * Dragging with a mouse, a pen or a finger, loaded only where something can be dragged. A drag is a
 * shortcut: whoever uses a keyboard or a screen reader does the same through a menu.
 */

import "../style/drag.css";
import type { DragDropManager } from "@dnd-kit/dom";
import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { useFile } from "./file";

type Kit = typeof import("@dnd-kit/dom");
type Area = { kit: Kit; manager: DragDropManager } | null;

const Around = createContext<Area>(null);

interface DragAreaProps {
  /** Leaves the things where they are, for those who may not move them. */
  off?: boolean;
  /** Called when a thing is taken, by its id, and with null when it is let go. */
  onTake?: (thing: string | null) => void;
  /** Called when a thing is let go over a place; both by their ids. */
  onDrop: (thing: string, place: string) => void;
  children: ComponentChildren;
}

/** A finger must rest a moment, so that a page of things to drag still scrolls. */
const FINGER_RESTS = 220;

function managerOf(kit: Kit): DragDropManager {
  const { Delay, Distance } = kit.PointerActivationConstraints;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return new kit.DragDropManager({
    sensors: [
      kit.PointerSensor.configure({
        activationConstraints: (event) =>
          event.pointerType === "touch"
            ? [new Delay({ value: FINGER_RESTS, tolerance: 8 })]
            : [new Distance({ value: 6 })],
      }),
    ],
    plugins: [
      // Only near the edges and slowly: a page that runs away under one's hand is hard to aim at.
      kit.AutoScroller.configure({ acceleration: 12, threshold: { x: 0, y: 0.1 } }),
      // A clone moves and the thing stays, so that the page's own drawing is never disturbed.
      kit.Feedback.configure({ feedback: "clone", ...(still ? { dropAnimation: null } : {}) }),
    ],
  });
}

/** Lets the things inside be dragged to the places inside. */
export function DragArea({ onDrop, onTake, off = false, children }: DragAreaProps) {
  const [area, setArea] = useState<Area>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const take = useRef(onTake);
  take.current = onTake;
  const { file: kit } = useFile(off ? null : "drag", () => import("@dnd-kit/dom"));
  useEffect(() => {
    if (!kit) return;
    const manager = managerOf(kit);
    const page = document.documentElement;
    manager.monitor.addEventListener("dragstart", ({ operation }) => {
      page.classList.add("dragging");
      getSelection()?.removeAllRanges();
      take.current?.(operation.source ? String(operation.source.id) : null);
    });
    manager.monitor.addEventListener("dragend", ({ operation, canceled }) => {
      page.classList.remove("dragging");
      take.current?.(null);
      if (canceled || !operation.source || !operation.target) return;
      drop.current(String(operation.source.id), String(operation.target.id));
    });
    setArea({ kit, manager });
    return () => {
      setArea(null);
      manager.destroy();
      page.classList.remove("dragging");
    };
  }, [kit]);
  return <Around.Provider value={area}>{children}</Around.Provider>;
}

/** Gives a ref that makes an element a thing to drag. */
export function useThing<E extends HTMLElement>(id: string) {
  const area = useContext(Around);
  const ref = useRef<E>(null);
  useEffect(() => {
    if (!area || !ref.current) return;
    const thing = new area.kit.Draggable({ id, element: ref.current }, area.manager);
    return () => thing.destroy();
  }, [area, id]);
  return ref;
}

/** Gives a ref that makes an element a place to drop on, and whether something is over it now. */
export function usePlace<E extends HTMLElement>(id: string) {
  const area = useContext(Around);
  const ref = useRef<E>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!area || !ref.current) return;
    const place = new area.kit.Droppable({ id, element: ref.current }, area.manager);
    const stops = [
      area.manager.monitor.addEventListener("dragover", ({ operation }) =>
        setOver(operation.target?.id === id),
      ),
      area.manager.monitor.addEventListener("dragend", () => setOver(false)),
    ];
    return () => {
      for (const stop of stops) stop();
      place.destroy();
    };
  }, [area, id]);
  return { ref, over };
}
