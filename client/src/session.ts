/**
 * The capability links of this device: who holds a token is let in, so a token stays out of paths,
 * queries, logs and the Referer. It arrives in the fragment, is kept here, and leaves the address bar.
 */

import { signal } from "@preact/signals";
import { type PageName, type Pass, type PassName, passFor, tokenOf } from "./pass";
import { remember, remembered } from "./remembered";

/** Keeps a pass for a room under a name; null forgets it. */
export function keepPass(code: string, page: PassName, pass: Pass | null): void {
  remember(`pass:${code}:${page}`, pass && [pass.token, pass.who].filter(Boolean).join(" "));
  if (pass || page !== "person") return;
  import("./seen").then((file) => file.forgetSeen(code)).catch(() => null);
}

/** Changes when this device got or lost a pass, so that the page looks again at what it may open. */
export const passes = signal(0);

/** Takes a pass just given, or puts one away that opens nothing any more, and shows the page anew. */
export function changePass(code: string, page: PageName, pass: Pass | null): void {
  keepPass(code, page, pass);
  passes.value += 1;
}

/** A room that this device has been in, to find the way back to it. */
export interface KnownRoom {
  code: string;
  title: string;
  date: string;
}

/** The rooms that this device has opened or joined, latest first. */
export function knownRooms(): KnownRoom[] {
  try {
    const kept: unknown = JSON.parse(remembered("rooms") ?? "[]");
    return Array.isArray(kept) ? (kept as KnownRoom[]).filter((room) => typeof room?.code === "string") : [];
  } catch {
    return [];
  }
}

/** Remembers a room of this device; the ten latest are kept. */
export function rememberRoom(room: KnownRoom): void {
  const others = knownRooms().filter((one) => one.code !== room.code);
  remember("rooms", JSON.stringify([room, ...others].slice(0, 10)));
}

/** Forgets a room that is no more, with every pass to it. */
export function forgetRoom(code: string): void {
  remember(`ask:${code}`, null);
  remember("rooms", JSON.stringify(knownRooms().filter((one) => one.code !== code)));
  for (const page of [...(Object.keys(OPENS) as PageName[]), "before" as const]) keepPass(code, page, null);
}

/** The passes that open a page, best first: a facilitator's or a participant's also opens the reading pages. */
const OPENS: Record<PageName, PageName[]> = {
  person: ["person"],
  console: ["console"],
  screen: ["screen", "console"],
  synthesis: ["synthesis", "console", "person", "publication"],
  publication: ["publication", "console", "person", "synthesis"],
  replay: ["replay", "console", "person", "publication", "synthesis"],
  reading: ["reading", "console", "person", "publication", "synthesis"],
  sheet: ["console", "person"],
};

/** Gives the pass that opens a page and the name under which it is kept, or null. */
export function passThatOpens(code: string, page: PageName): { pass: Pass; from: PageName } | null {
  for (const from of OPENS[page]) {
    const pass = passFor(code, from);
    if (pass) return { pass, from };
  }
  return null;
}

/** Takes the token out of `#t=…`, keeps it, and cleans the address bar and its history entry. */
export function takeToken(code: string, page: PageName): void {
  const token = tokenOf(location.hash);
  if (!token) return;
  const known = passFor(code, page);
  // A personal link that was sent on may be another person's: who was here can go back to their own place.
  if (page === "person" && known?.who && known.token !== token) keepPass(code, "before", known);
  // Where the page is open already, as a fresh link is pasted into it, it is shown anew.
  if (known?.token !== token) changePass(code, page, { token });
  history.replaceState(history.state, "", location.pathname + location.search);
}
