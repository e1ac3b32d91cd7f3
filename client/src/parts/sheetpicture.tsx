/** The picture of a sheet, to be read: enlarged, moved and turned by mouse, fingers and keys. */

import { useEffect, useRef, useState } from "preact/hooks";
import { filePath } from "../api";
import { useVisit } from "../visit";
import type { Sheet } from "../wire.gen";
import { tSheets } from "../words/sheets";
import { IconButton } from "./button";
import { centred, fitting, moved, WHOLE, zoomed } from "./zooming";
import "../style/sheetpicture.css";

const KEYS: { [key: string]: [number, number] } = {
  ArrowLeft: [60, 0],
  ArrowRight: [-60, 0],
  ArrowUp: [0, 60],
  ArrowDown: [0, -60],
};

interface SheetPictureProps {
  sheet: Pick<Sheet, "file" | "turn">;
  /** Where turning the picture turns it for everybody; without it, for this look alone. */
  onTurn?: (turn: number) => void;
}

/** The picture in a frame, with what moves it. */
export function SheetPicture({ sheet, onTurn }: SheetPictureProps) {
  const { code } = useVisit();
  const frame = useRef<HTMLElement>(null);
  const [view, setView] = useState(WHOLE);
  const [ownTurn, setOwnTurn] = useState(sheet.turn);
  const [size, setSize] = useState<Sizes>({});
  const turn = onTurn ? sheet.turn : ownTurn;
  useFrameSize(frame, (measured) => setSize((before) => ({ ...before, frame: measured })));
  const gestures = useGestures(frame, setView);
  const zoom = (by: number) => setView((before) => zoomed(before, by, 0, 0));
  const rotate = () => {
    const next = (turn + 90) % 360;
    setView(WHOLE);
    if (onTurn) onTurn(next);
    else setOwnTurn(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = KEYS[event.key];
    if (by) setView((before) => moved(before, by[0], by[1]));
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") setView(WHOLE);
    else if (event.key === "r" || event.key === "R") rotate();
    else return;
    event.preventDefault();
  };
  const { picture, frame: room } = size;
  const stands = picture && room && { transform: centred(view, fitting(picture, room, turn), turn) };
  return (
    <div class="sheet-picture">
      <section
        ref={frame}
        class={`sheet-frame ${view.zoom > 1 ? "near" : ""}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the picture inside it
        tabIndex={0}
        aria-label={tSheets("write.keys")}
        onKeyDown={onKeyDown}
        {...gestures}
      >
        <img
          src={filePath(code, sheet.file)}
          // A photograph comes in slices over a weak network: until its size is known it is shown as it comes, whole.
          class={stands ? "placed" : ""}
          alt={tSheets("write.picture")}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize((before) => ({ ...before, picture: [naturalWidth, naturalHeight] }))
          }
          style={stands}
        />
      </section>
      <div class="sheet-tools">
        <IconButton icon="minus" label={tSheets("zoom.out")} onClick={() => zoom(1 / 1.4)} />
        <IconButton icon="add" label={tSheets("zoom.in")} onClick={() => zoom(1.4)} />
        <IconButton icon="whole" label={tSheets("zoom.whole")} onClick={() => setView(WHOLE)} />
        <IconButton icon="turn" label={tSheets("turn")} onClick={rotate} />
      </div>
    </div>
  );
}

type Pair = [number, number];
/** In pixels; the picture's is not known before it is there, the frame's not before it is drawn. */
interface Sizes {
  picture?: Pair;
  frame?: Pair;
}

function useFrameSize(frame: { current: HTMLElement | null }, tell: (size: Pair) => void): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watch = new ResizeObserver(() => tell([element.clientWidth, element.clientHeight]));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
}

type SetView = (change: (before: typeof WHOLE) => typeof WHOLE) => void;

/** One finger or the mouse moves the picture, two fingers and the wheel enlarge it, two taps as well. */
function useGestures(frame: { current: HTMLElement | null }, setView: SetView) {
  const fingers = useRef(new Map<number, Pair>());
  const fromMiddle = (x: number, y: number): Pair => {
    const box = frame.current?.getBoundingClientRect();
    return box ? [x - box.left - box.width / 2, y - box.top - box.height / 2] : [0, 0];
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now: Pair = [event.clientX, event.clientY];
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (!other) return setView((view) => moved(view, now[0] - before[0], now[1] - before[1]));
    const by = distance(now, other) / Math.max(1, distance(before, other));
    const [x, y] = fromMiddle((now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    setView((view) => zoomed(view, by, x, y));
  };
  const lift = (event: PointerEvent) => fingers.current.delete(event.pointerId);
  return {
    onPointerDown: (event: PointerEvent) => {
      fingers.current.set(event.pointerId, [event.clientX, event.clientY]);
      frame.current?.setPointerCapture(event.pointerId);
    },
    onPointerMove,
    onPointerUp: lift,
    onPointerCancel: lift,
    onDblClick: (event: MouseEvent) => {
      const [x, y] = fromMiddle(event.clientX, event.clientY);
      setView((view) => (view.zoom > 1 ? WHOLE : zoomed(view, 2.5, x, y)));
    },
    onWheel: (event: WheelEvent) => {
      event.preventDefault();
      const [x, y] = fromMiddle(event.clientX, event.clientY);
      setView((view) => zoomed(view, event.deltaY < 0 ? 1.15 : 1 / 1.15, x, y));
    },
  };
}

function distance(a: Pair, b: Pair): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
