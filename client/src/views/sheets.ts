/** Sheets of paper: what a printed code says, which wait to be written off, and who may do so. */

import type { Place } from "../pictures";
import type { Sheet } from "../wire.gen";

/** What stands behind the # of a sheet's page. */
export type SheetAddress =
  | { is: "list" }
  | { is: "photograph"; place: Place }
  | { is: "write"; sheet: string };

const SHORT: { [key: string]: "group" | "experience" | "criterion" | "round" | "number" } = {
  g: "group",
  e: "experience",
  c: "criterion",
  r: "round",
  n: "number",
};

/** Reads the part of an address behind the #: a printed code, a sheet to write off, or nothing. */
export function readAddress(hash: string): SheetAddress {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const sheet = said.get("s");
  if (sheet) return { is: "write", sheet };
  const place: Place = { form: said.get("k") === "p" ? "person" : "table" };
  let found = said.has("k") || said.has("new");
  for (const [key, field] of Object.entries(SHORT)) {
    const value = said.get(key);
    if (!value) continue;
    place[field] = value;
    found = true;
  }
  return found ? { is: "photograph", place } : { is: "list" };
}

/** Gives the sheets that hang, those to write off first, each by the time at which it was taken. */
export function inTurn(sheets: Sheet[]): Sheet[] {
  return sheets
    .filter((sheet) => !sheet.withdrawn)
    .sort((a, b) => Number(a.done) - Number(b.done) || a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Says whether somebody may write a sheet off: the people of its table, and facilitators. */
export function mayWriteOff(
  sheet: Pick<Sheet, "group">,
  who: { facilitates: boolean; group: string | null },
): boolean {
  return who.facilitates || (sheet.group !== null && sheet.group === who.group);
}
