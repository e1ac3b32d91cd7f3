/** A pass of this device to a page of a room. */

import { remembered } from "./remembered";

export type PageName =
  | "person"
  | "console"
  | "screen"
  | "synthesis"
  | "publication"
  | "replay"
  | "reading"
  | "sheet";

/** Under what a pass is kept: the page that it opens, or `before` for one whose place another link took. */
export type PassName = PageName | "before";

/** A token and, once known, whose it is. */
export interface Pass {
  token: string;
  who?: string;
}

/** Gives this device's pass of that name for a room, or null. */
export function passFor(code: string, page: PassName): Pass | null {
  const kept = remembered(`pass:${code}:${page}`);
  if (!kept) return null;
  const [token = "", who] = kept.split(" ");
  return who ? { token, who } : { token };
}

/** Gives the token that stands behind the # of a capability link, or null. */
export function tokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.slice(1)).get("t");
}
