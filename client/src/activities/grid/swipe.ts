/** A sideways stroke of the finger turns the page, where it begins on nothing that moves sideways itself. */

import { useRef } from "preact/hooks";

const FAR = 60;
const STEEP = 0.6;

/** Gives the touch listeners of an element whose pages turn. */
export function useSwipe(onNext: () => void, onPrevious: () => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: (event: TouchEvent) => {
      const touch = event.touches[0];
      const fixed =
        event.target instanceof Element && event.target.closest("textarea, input, select, dialog, .menu");
      from.current =
        touch && !fixed && event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: (event: TouchEvent) => {
      const touch = event.changedTouches[0];
      const start = from.current;
      from.current = null;
      if (!touch || !start) return;
      const dx = touch.clientX - start.x;
      const dy = touch.clientY - start.y;
      if (Math.abs(dx) < FAR || Math.abs(dy) > Math.abs(dx) * STEEP) return;
      if (dx < 0) onNext();
      else onPrevious();
    },
  };
}
