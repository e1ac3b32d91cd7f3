/** Putting a thing elsewhere in a list: the server asks after which one it comes. */

/** Gives the id after which a moved one stands at the index `to`, or null for the first place. */
export function afterAt(ids: readonly string[], moved: string, to: number): string | null {
  const others = ids.filter((id) => id !== moved);
  const place = Math.max(0, Math.min(to, others.length));
  return others[place - 1] ?? null;
}

/** Gives things by their order. */
export function byOrder<T extends { order: number }>(things: T[]): T[] {
  return [...things].sort((a, b) => a.order - b.order);
}
