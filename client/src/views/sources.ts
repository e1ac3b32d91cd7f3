/** Laying out a statement's sources: which experiences, tables or kinds of card say so. */

import type { Root } from "./lineage";

export type By = "experience" | "group" | "kind";

/** Sources that have one thing in common; `id` is empty for those of which it is not known. */
export interface Part {
  id: string;
  roots: Root[];
}

/** Gives the sources part by part, in the order of the room; what is not known comes last. */
export function arranged(roots: Root[], by: By, order: { id: string }[]): Part[] {
  const known = new Set(order.map((one) => one.id));
  const of = (root: Root) => {
    const id = root.now?.[by] ?? "";
    return known.has(id) ? id : "";
  };
  return [...order.map((one) => one.id), ""]
    .map((id) => ({ id, roots: roots.filter((root) => of(root) === id) }))
    .filter((part) => part.roots.length > 0);
}
