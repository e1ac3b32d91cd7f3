/** One row of a list that people put in order: dragged, moved by its arrows, acted on through its menu. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { IconButton } from "./button";
import { usePlace, useThing } from "./drag";
import { Icon } from "./icons";

interface ComposedRowProps {
  id: string;
  /** Where the row stands, from 0, and whether that is the end. */
  at: number;
  last: boolean;
  title: string;
  /** What stands before the title, such as a number. */
  before?: ComponentChildren;
  /** What is said below the title. */
  marks: ComponentChildren;
  /** How the row looks: left out, empty. */
  look: string;
  /** The words of the two arrows. */
  up: string;
  down: string;
  menu: ComponentChildren;
  onMove: (to: number) => void;
  /** Nothing can be moved. */
  fixed?: boolean;
}

/** The row, as an item of a list in a `DragArea`. */
export function ComposedRow(props: ComposedRowProps) {
  const { id, at, last, title, before, marks, look, up, down, menu, onMove, fixed = false } = props;
  const thing = useThing<HTMLDivElement>(id);
  const { ref, over } = usePlace<HTMLLIElement>(id);
  const arrows = useArrows(at);
  return (
    <li ref={ref} class={`composed-step ${over ? "over" : ""} ${look}`}>
      <div class="composed-slip" ref={thing}>
        {!fixed && <Icon name="drag" />}
        {before}
        <div class="composed-words">
          <p class="composed-title">{title}</p>
          <p class="row small soft">{marks}</p>
        </div>
      </div>
      {!fixed && (
        <div class="composed-acts row" ref={arrows.ref}>
          <IconButton
            icon="up"
            label={up}
            disabled={at === 0}
            onClick={() => arrows.go(0, () => onMove(at - 1))}
          />
          <IconButton
            icon="down"
            label={down}
            disabled={last}
            onClick={() => arrows.go(1, () => onMove(at + 1))}
          />
          {menu}
        </div>
      )}
    </li>
  );
}

/** Keeps the focus on the arrow that was pressed, also once the row stands elsewhere. */
function useArrows(at: number) {
  const ref = useRef<HTMLDivElement>(null);
  const pressed = useRef<number | null>(null);
  useEffect(() => {
    if (pressed.current === null) return;
    const arrows = [...(ref.current?.querySelectorAll<HTMLButtonElement>(":scope > button") ?? [])];
    const wanted = arrows[pressed.current];
    (wanted?.disabled ? arrows.find((one) => !one.disabled) : wanted)?.focus();
    pressed.current = null;
  }, [at]);
  const go = (arrow: number, move: () => void) => {
    pressed.current = arrow;
    move();
  };
  return { ref, go };
}
