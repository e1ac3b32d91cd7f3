/** Our own small set of icons, drawn on a 24-unit square with one stroke. */

const PATHS = {
  add: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  hand: "M8 12V6.5a1.5 1.5 0 0 1 3 0V11M11 10.5v-6a1.5 1.5 0 0 1 3 0V11M14 7a1.5 1.5 0 0 1 3 0v7c0 4-2 6.5-5.5 6.5-3 0-4.5-1.5-6-4.5L4 12.5c-.5-1.5 1.5-2.2 2.3-1L8 14",
  bell: "M6 16c1.5-2 1.5-3 1.5-6a4.5 4.5 0 0 1 9 0c0 3 0 4 1.5 6zM10.5 19.5h3",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 12.5l4.5 4.5L19 7.5",
  edit: "M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3",
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
  play: "M7 5l12 7-12 7z",
  pause: "M8 5v14M16 5v14",
  clock: "M12 7v5l3.5 2M12 3a9 9 0 1 0 .01 0",
  cup: "M5 9h11v5a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5zM16 10h1.5a2.5 2.5 0 0 1 0 5H16M8.5 3.5v2.5M12.5 3.5v2.5",
  people:
    "M9 11a3.5 3.5 0 1 0-.01 0M3 20c0-4 2.5-6 6-6s6 2 6 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3 2.6 3 5.5",
  person: "M12 11a4 4 0 1 0-.01 0M5 20.5c0-4.5 3-6.5 7-6.5s7 2 7 6.5",
  table: "M4 9h16M6 9v10M18 9v10M8 5h8",
  book: "M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zM12 6.5v13",
  grid: "M4 5h16v14H4zM4 12h16M12 5v14",
  screen: "M3 5h18v11H3zM12 16v4M8 20h8",
  blank: "M7 5h14v11h-3M14 16H3V5M12 16v4M8 20h8M3 2l18 18",
  message: "M4 5h16v11H10l-5 4v-4H4z",
  eye: "M2.5 12C5 7.5 8 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.5 6.5-9.5 6.5S5 16.5 2.5 12zM12 9.5a2.5 2.5 0 1 0 .01 0",
  hidden:
    "M4 4l16 16M9.5 6C15 4.5 19 7.5 21.5 12c-.7 1.3-1.5 2.4-2.4 3.3M6 8c-1.4 1-2.5 2.3-3.5 4 3 5.5 8 7.5 13 5.5",
  undo: "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4",
  merge: "M5 4c0 6 7 5 7 10v6M19 4c0 6-7 5-7 10M9 17l3 3 3-3",
  split: "M12 4v5c0 5-7 4-7 11M12 9c0 5 7 4 7 11M2.5 17.5L5 20l2.5-2.5M16.5 17.5L19 20l2.5-2.5",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  copy: "M8 8h11v12H8zM5 16V4h11",
  warning: "M12 4l9 16H3zM12 10v4M12 17v.01",
  offline: "M4 4l16 16M8.5 15a5 5 0 0 1 6.5-.5M5 11.5a10 10 0 0 1 4-2.3M14 9a10 10 0 0 1 5 2.5M12 19v.01",
  waiting: "M7 4h10M7 20h10M8 4c0 5 3 6 4 8 1-2 4-3 4-8M8 20c0-5 3-6 4-8 1 2 4 3 4 8",
  drag: "M9 6v.01M9 12v.01M9 18v.01M15 6v.01M15 12v.01M15 18v.01",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01",
  camera: "M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 10a3.5 3.5 0 1 0 .01 0",
  paper: "M6 3h9l4 4v14H6zM15 3v4h4M9 11h7M9 14.5h7M9 18h4",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l1 12.5h8L17 7M10.5 10.5v6M13.5 10.5v6",
  turn: "M20 12a8 8 0 1 1-2.6-5.9L20 8.5M20 4v4.5h-4.5",
  whole: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  theme: "M12 3a9 9 0 1 0 .01 0M12 3v18M12 7.5l6.5-1M12 12h9M12 16.5l6.5 1",
  qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14v.01M14 19v.01",
} as const;

export type IconName = keyof typeof PATHS | "more";

/** Shows an icon; it says nothing to screen readers, the words beside it do. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  // Three dots stand on every card of a hall: painted as a background they cost a phone far less than a drawing.
  if (name === "more") return <span class="dots" aria-hidden="true" />;
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

const SHAPES = [
  "M12 3a9 9 0 1 0 .01 0z",
  "M4 4h16v16H4z",
  "M12 3l10 18H2z",
  "M12 1.5L22.5 12 12 22.5 1.5 12z",
  "M7 3.3h10L22 12l-5 8.7H7L2 12z",
];

/**
 * Shows a domain's shape in its colour: circle, square, triangle, diamond, hexagon by order from 1.
 * The shape tells the domains apart on a grey print and for whoever does not see the colours.
 */
export function DomainShape({ order, size = 18 }: { order: number; size?: number }) {
  const at = (order - 1) % SHAPES.length;
  return (
    <svg class={`shape domain-${at + 1}`} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[at]} />
    </svg>
  );
}
