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

/** A token and, once known, whose it is. */
export interface Pass {
  token: string;
  who?: string;
}

/** Gives this device's pass for a page of a room, or null. */
export function passFor(code: string, page: PageName): Pass | null {
  const kept = remembered(`pass:${code}:${page}`);
  if (!kept) return null;
  const [token = "", who] = kept.split(" ");
  return who ? { token, who } : { token };
}

/** Gives the token that stands behind the # of a capability link, or null. */
export function tokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.slice(1)).get("t");
}
