/** Where a picture stands in its frame: how large, how far from the middle. Pure; the frame draws it. */

/** `zoom` 1 shows the whole picture; `x` and `y` are pixels from the middle of the frame. */
export interface View {
  zoom: number;
  x: number;
  y: number;
}

export const WHOLE: View = { zoom: 1, x: 0, y: 0 };
const MOST = 8;

/** Moves the picture. */
export function moved(view: View, x: number, y: number): View {
  return view.zoom === 1 ? view : { ...view, x: view.x + x, y: view.y + y };
}

/** Enlarges the picture so that what lies at a point, measured from the middle, stays there. */
export function zoomed(view: View, by: number, x: number, y: number): View {
  const zoom = Math.min(MOST, Math.max(1, view.zoom * by));
  if (zoom === 1) return WHOLE;
  const ratio = zoom / view.zoom;
  return { zoom, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/** Gives the scale at which a picture, turned by `turn` degrees, just fits its frame. */
export function fitting(picture: [number, number], frame: [number, number], turn: number): number {
  const [width, height] = turn % 180 === 0 ? picture : [picture[1], picture[0]];
  return Math.min(frame[0] / width, frame[1] / height);
}

/** Gives the CSS that draws a view of a picture whose corner lies in the middle of the frame. */
export function centred(view: View, fit: number, turn: number): string {
  return `translate(${view.x}px, ${view.y}px) scale(${fit * view.zoom}) rotate(${turn}deg) translate(-50%, -50%)`;
}
