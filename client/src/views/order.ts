/** Putting a thing elsewhere in a list: the server asks after which one it comes. */

/** Gives the id after which a moved one stands at the index `to`, or null for the first place. */
export function afterAt(ids: readonly string[], moved: string, to: number): string | null {
  const others = ids.filter((id) => id !== moved);
  const place = Math.max(0, Math.min(to, others.length));
  return others[place - 1] ?? null;
}

/** Which of two things comes first, the one that was made first where both stand in one place. */
export function inOrder(a: { order: number; id: string }, b: { order: number; id: string }): number {
  return a.order - b.order || (a.id < b.id ? -1 : 1);
}

/** Gives things by their order. */
export function byOrder<T extends { order: number; id: string }>(things: readonly T[]): T[] {
  return [...things].sort(inOrder);
}

/** Gives what is chosen of a list once one of it is chosen or let go, in the order of the list. */
export function toggled(list: readonly string[], chosen: readonly string[], one: string): string[] {
  return list.filter((id) => (id === one) !== chosen.includes(id));
}
