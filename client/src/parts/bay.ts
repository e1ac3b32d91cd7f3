/**
 * The space that a list makes at once for many that come on top: each takes its place in it, and what lies
 * below moves once instead of with each. To move a page full of cards is most of what showing one costs.
 */

import { signal } from "@preact/signals";

/** How far below the page things are drawn, and how tall the last of them may be, in pixels. */
export const AHEAD = 600;
const TALL = 300;

const CLOSED = "display: none";

/** Space below a gap, which the things that come out of it fill; closed while the gap is built. */
export class Bay {
  /** How the gap stands in the list, as CSS. */
  readonly style = signal(CLOSED);

  /**
   * @param gap the key of the gap
   * @param left how much space there is, in pixels; none where nobody would see it
   * @param between how much lies between two things
   */
  constructor(
    readonly gap: string,
    private left = 0,
    private between = 0,
  ) {}

  get closed(): boolean {
    return this.style.peek() === CLOSED;
  }

  open(): void {
    this.style.value = this.left > 0 ? `margin-bottom: ${this.left}px` : "";
  }

  /** Gives up what something takes that comes to stand above it. */
  yieldTo(item: Element): void {
    if (this.left === 0) return;
    this.left = Math.max(0, this.left - item.getBoundingClientRect().height - this.between);
    this.open();
  }
}

/** Makes space for some things on top of a list in sight: none where they come to stand beside one another. */
export function bayIn(list: HTMLElement, gap: string, count: number): Bay {
  const { display, rowGap } = getComputedStyle(list);
  const first = list.querySelector(".pile-item");
  if (display !== "flex" || !first) return new Bay(gap);
  const between = Number.parseFloat(rowGap);
  const needed = count * (first.getBoundingClientRect().height + between);
  const seen = innerHeight + AHEAD + TALL - list.getBoundingClientRect().top;
  return new Bay(gap, Math.min(needed, seen), between);
}
