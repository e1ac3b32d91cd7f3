/** A long list as far as it is drawn: what comes is drawn one at a time, and what has been drawn stays. */

import { Bay, bayIn } from "./bay";
import { FEW, type Gap, nextOf, type Part, partsOf, type Side, surplusOf } from "./unrolling";

/** How many are drawn where a gap is pressed. */
const PRESSED = 8;

/** How something stands in a list: built and out of sight, there without a movement, or there with one. */
export type Look = "built" | "still" | "";

/**
 * Lets a list grow by one at a time where one is near, and by a handful where a gap is pressed. One that comes
 * is built first, out of sight, and shown in another picture: a slow phone has no time for both in one.
 */
export class Unrolled {
  /** What stands in the list as it was drawn last, and what is built in it out of sight. */
  parts: Part[] = [];
  built: string | undefined;
  bay: Bay | null = null;
  /** The first of what was brought by pressing a gap, until one goes on there. */
  pressed: string | undefined;
  private ids: string[] = [];
  private readonly drawn: Set<string>;
  private readonly near = new Map<string, Side | undefined>();
  /** Whether the list is to be drawn anew for what has been shown since. */
  private behind = false;

  /**
   * @param page how many are drawn at first
   * @param list gives the list itself, once it is there
   * @param show changes how something stands in the list
   */
  constructor(
    ids: string[],
    private page: number,
    private list: () => HTMLElement | null,
    private show: (id: string, look: Look) => void,
    private redraw: () => void,
  ) {
    this.drawn = new Set(ids.slice(0, page));
  }

  /** Takes the list as it is now, to be drawn. */
  take(ids: string[]): void {
    this.ids = ids;
    const shown = new Set(this.gaps.map((gap) => gap.key));
    this.look();
    this.behind = false;
    // Also where another has come meanwhile that would be next: what is built is shown.
    if (this.built !== undefined && (this.drawn.has(this.built) || !ids.includes(this.built))) {
      // Drawn by pressing its gap, or gone for now: it must not stay out of sight.
      this.show(this.built, "");
      this.built = undefined;
    }
    this.makeRoom(shown);
  }

  /** Whether there is a step to do. */
  get more(): boolean {
    const { bay, built, next } = this;
    return Boolean(bay?.closed || built !== undefined || next !== undefined) || this.surplus.length > 0;
  }

  /** Does what one picture has time for; says whether there is more, though nothing is drawn anew. */
  step(): boolean {
    if (this.bay?.closed) {
      this.bay.open();
      return true;
    }
    if (this.built !== undefined) {
      this.showBuilt(this.built);
      return true;
    }
    if (this.behind) this.look();
    this.built = this.next;
    const surplus = this.built === undefined ? this.surplus : [];
    for (const id of surplus) this.drawn.delete(id);
    if (this.behind || this.built !== undefined || surplus.length) this.redraw();
    return false;
  }

  /** Takes that one comes near a place of the list, or goes; says whether there may be something to do. */
  come(key: string, side: Side | undefined): boolean {
    this.near.set(key, side);
    return side !== undefined;
  }

  /** Draws a handful at once. */
  press(gap: Gap): void {
    this.pressed = this.ids[gap.from];
    for (const id of this.ids.slice(gap.from, Math.min(gap.to, gap.from + PRESSED))) this.drawn.add(id);
    this.redraw();
  }

  private get next(): string | undefined {
    return nextOf(this.ids, this.parts, this.near, this.page);
  }

  private get surplus(): string[] {
    return surplusOf(this.parts, this.near, this.page);
  }

  private look(): void {
    this.parts = partsOf(this.ids, this.drawn);
  }

  private showBuilt(id: string): void {
    const many = this.comesInto(this.bay, id);
    const item = many && this.list()?.querySelector(".pile-item.built");
    if (item) this.bay?.yieldTo(item);
    this.show(id, many ? "still" : "");
    this.drawn.add(id);
    this.built = undefined;
    this.behind = true;
  }

  private comesInto(bay: Bay | null, id: string): boolean {
    const at = this.ids.indexOf(id);
    const gap = this.gaps.find((one) => one.key === bay?.gap);
    return gap !== undefined && gap.from <= at && at < gap.to;
  }

  /** What has come later than something that is drawn. */
  private get gaps(): Gap[] {
    return this.parts.filter((part) => typeof part !== "string" && part.newer) as Gap[];
  }

  /** Makes space where many have come on top, at once for a gap that is shown already. */
  private makeRoom(shown: Set<string>): void {
    const { gaps } = this;
    if (!gaps.some((gap) => gap.key === this.bay?.gap)) this.bay = null;
    const [top] = gaps;
    const list = this.list();
    if (!top || !list || top.from > 0 || this.bay?.gap === top.key) return;
    const count = top.to - top.from;
    if (count <= FEW) return;
    this.bay = this.near.get("top") ? bayIn(list, top.key, count) : new Bay(top.key);
    if (shown.has(top.key)) this.bay.open();
  }
}
