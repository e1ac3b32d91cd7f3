/** The day as a film on this device: moments applied by the room's own reducer, forwards and back. */

import { reduce } from "../room";
import type { Card, Change, Criterion, Experience, Group, Records, Statement } from "../wire.gen";
import { byOrder } from "./order";

export interface FilmData {
  seq: number;
  moments: [at: number, changes: Change[]][];
  marks: { moment: number; step: string }[];
}

type Fields = { [field: string]: unknown; id: string };
type State = Map<string, Map<string, Fields>>;

/** After how many moments the state is kept, so that going back need not begin anew. */
const KEY_EVERY = 1_000;

function copied(state: State): State {
  return new Map([...state].map(([kind, records]) => [kind, new Map(records)]));
}

/** A film and where it stands. */
export class Film {
  private state: State = new Map();
  private reached = 0;
  private readonly keys: State[] = [new Map()];

  constructor(readonly data: FilmData) {}

  get length(): number {
    return this.data.moments.length;
  }

  /** Goes to where so many moments have happened. */
  seek(moments: number): void {
    const to = Math.max(0, Math.min(this.length, Math.round(moments)));
    if (to < this.reached) {
      const key = Math.min(Math.floor(to / KEY_EVERY), this.keys.length - 1);
      this.state = copied(this.keys[key] as State);
      this.reached = key * KEY_EVERY;
    }
    while (this.reached < to) {
      for (const change of this.data.moments[this.reached]?.[1] ?? []) this.change(change);
      this.reached += 1;
      if (this.reached === this.keys.length * KEY_EVERY) this.keys.push(copied(this.state));
    }
  }

  /** Gives the records of a kind as they are at this place. */
  all<K extends keyof Records>(kind: K): Records[K][] {
    return [...(this.state.get(kind)?.values() ?? [])] as unknown as Records[K][];
  }

  /** Gives one record at this place. */
  one<K extends keyof Records>(kind: K, id: string): Records[K] | undefined {
    return this.state.get(kind)?.get(id) as Records[K] | undefined;
  }

  /** The instant of this place; that of the first moment before it began. */
  get at(): number {
    return this.data.moments[Math.max(0, this.reached - 1)]?.[0] ?? 0;
  }

  /** On how many days steps began, where this device is; a room may have been opened on the eve. */
  get days(): number {
    const began = this.data.marks.map((mark) => this.data.moments[mark.moment]?.[0] ?? 0);
    return new Set(began.map((at) => new Date(at).toDateString())).size;
  }

  /** What the last moments before this place wrote, the latest first. */
  latest(kinds: string[], most: number): Change[] {
    const found: Change[] = [];
    for (let at = this.reached - 1; at >= 0 && found.length < most && at > this.reached - 400; at -= 1) {
      for (const change of this.data.moments[at]?.[1] ?? []) {
        if (change[0] === "put" && kinds.includes(change[1]) && found.length < most) found.push(change);
      }
    }
    return found;
  }

  private change(change: Change): void {
    const [, kind, id] = change;
    let records = this.state.get(kind);
    if (!records) {
      records = new Map();
      this.state.set(kind, records);
    }
    const after = reduce(records.get(id), change);
    if (after) records.set(id, after);
    else records.delete(id);
  }
}

/** What the picture of a moment is drawn from. */
export interface Scene {
  rows: (Criterion | null)[];
  columns: (Experience | Group)[];
  /** Cards by `row column`, by their places. */
  cells: number[][];
  most: number;
  cards: number;
  statements: Statement[];
  proposals: number;
  commitments: number;
}

/** Adds up a place of the film; `lies` says which cards may still be seen now. */
export function sceneOf(film: Film, lies: (card: Card) => boolean): Scene {
  const experiences = byOrder(film.all("experience"));
  const columns = experiences.length ? experiences : byOrder(film.all("group"));
  const criteria = byOrder(film.all("criterion"));
  const column = new Map(columns.map((one, at) => [one.id, at]));
  const row = new Map(criteria.map((one, at) => [one.id, at]));
  const cells = [...criteria, null].map(() => columns.map(() => 0));
  let [cards, most] = [0, 1];
  for (const card of film.all("card")) {
    if (!lies(card)) continue;
    cards += 1;
    const at = column.get((experiences.length ? card.experience : card.group) ?? "");
    const line = cells[row.get(card.criterion ?? "") ?? criteria.length];
    if (at === undefined || !line) continue;
    line[at] = (line[at] ?? 0) + 1;
    most = Math.max(most, line[at] ?? 0);
  }
  const loose = cells[criteria.length]?.some((n) => n > 0);
  return {
    rows: loose ? [...criteria, null] : criteria,
    columns,
    cells,
    most,
    cards,
    statements: film.all("statement").filter((one) => !one.merged_into),
    proposals: film.all("proposal").length,
    commitments: film.all("commitment").length,
  };
}

/** How the console steers the film on the screen: `<playing>:<part of the film>:<speed>:<since>`. */
export interface Steering {
  playing: boolean;
  /** From 0 to 1. */
  place: number;
  speed: number;
  /** When it stood there, on the server's clock. */
  since: number;
}

/** Seconds that a whole day takes at the speed of 1. */
export const LENGTH = 90;

export function steeringToRef({ playing, place, speed, since }: Steering): string {
  return `${playing ? 1 : 0}:${place.toFixed(4)}:${speed}:${Math.round(since)}`;
}

export function steeringOf(ref: string | null): Steering {
  const [playing = "0", place = "0", speed = "1", since = "0"] = (ref ?? "").split(":");
  const figure = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : 0);
  return {
    playing: playing === "1",
    place: Math.min(1, Math.max(0, figure(place))),
    speed: figure(speed) || 1,
    since: figure(since),
  };
}

/** Where a steered film stands now. */
export function placeNow(steering: Steering, now: number): number {
  if (!steering.playing) return steering.place;
  return Math.min(1, steering.place + (steering.speed * (now - steering.since)) / (LENGTH * 1000));
}
