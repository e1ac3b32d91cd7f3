/** How a long list unrolls: which of its things are drawn, which wait, and which of those comes next. */

/** From which end a gap fills: where one comes to it from below, what is next below it comes first. */
export type Side = "first" | "last";

/** A stretch of a list that is not drawn; the one at the end is always there, though nothing may be in it. */
export interface Gap {
  /** The same for the same gap, as far as lists know such a thing. */
  key: string;
  /** Where it begins in the list, and where it ends. */
  from: number;
  to: number;
  /** True where something drawn follows: these came later than what lies below them. */
  newer: boolean;
}

/** What a list is made of: the id of something drawn, or a gap. */
export type Part = string | Gap;

/** So few that come lately are drawn wherever one looks; more of them wait until one comes near. */
export const FEW = 3;

/** How many pages of what one has seen stay drawn, and how many things a list lets go of in one picture. */
const PAGES = 2;
const AT_ONCE = 4;

/** Which edges one is near, of gaps and of the list's top, and from which side. */
type Near = ReadonlyMap<string, Side | undefined>;

/**
 * Gives a list in its order: the ids that are drawn, and a gap for each stretch of those that are not. What is
 * drawn and stands in the list no more is forgotten.
 */
export function partsOf(ids: string[], drawn: Set<string>): Part[] {
  const parts: Part[] = [];
  const gaps: Gap[] = [];
  let [left, from] = [drawn.size, 0];
  // Most of a long list is not drawn, and lies behind all that is.
  for (let at = 0; at < ids.length && left > 0; at++) {
    const id = ids[at] as string;
    if (!drawn.has(id)) continue;
    if (at > from) {
      const gap = { key: "", from, to: at, newer: true };
      gaps.push(gap);
      parts.push(gap);
    }
    parts.push(id);
    from = at + 1;
    left -= 1;
  }
  if (left > 0) {
    const there = new Set(ids);
    for (const id of drawn) if (!there.has(id)) drawn.delete(id);
  }
  // Counted from below: what comes later lies above, and leaves the others what they are.
  for (const [at, gap] of gaps.reverse().entries()) gap.key = `newer-${at}`;
  parts.push({ key: "rest", from, to: ids.length, newer: false });
  return parts;
}

/**
 * Gives what is to be drawn next, if anything is: from the gaps that one is near; and wherever one looks, the
 * few that came lately, and the rest of the first page.
 */
export function nextOf(ids: string[], parts: Part[], near: Near, page: number): string | undefined {
  for (const part of parts) {
    if (typeof part === "string" || part.from === part.to) continue;
    const few = part.newer && part.to - part.from <= FEW ? "last" : undefined;
    const early = !part.newer && part.from < page ? "first" : undefined;
    const side = near.get(part.key) ?? few ?? early;
    if (side) return ids[side === "first" ? part.from : part.to - 1];
  }
  return undefined;
}

/**
 * Gives what is to be drawn no more once all is quiet: the last of a list of some pages while one is at its
 * beginning, for each thing that lies on a page makes every change of it dearer.
 */
export function surplusOf(parts: Part[], near: Near, page: number): string[] {
  if (!near.get("top")) return [];
  const drawn = parts.filter((part) => typeof part === "string");
  return drawn.slice(Math.max(PAGES * page, drawn.length - AT_ONCE));
}
