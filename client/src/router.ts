/** Which page an address means, and moving between them without loading anew. */

import { computed, signal } from "@preact/signals";
import type { PageName } from "./pass";
import { takeToken } from "./session";

export type Route = { page: "home" } | { page: PageName; code: string } | { page: "unknown" };

const PAGES: Record<string, PageName> = {
  "": "person",
  console: "console",
  screen: "screen",
  synthesis: "synthesis",
  publication: "publication",
  replay: "replay",
  reading: "reading",
  // What the QR code of a printed sheet opens: photographing it, and writing off what it says.
  sheet: "sheet",
};

/** Writes a code as rooms know it: capitals and figures, without what people put between them. */
export function cleanCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 6);
}

/** Reads an address. */
export function routeOf(path: string): Route {
  const [first = "", code = "", page = "", ...rest] = path.replace(/^\/|\/$/g, "").split("/");
  if (first === "") return { page: "home" };
  const named = PAGES[page];
  const clean = cleanCode(code);
  if (first !== "r" || !clean || !named || rest.length > 0) return { page: "unknown" };
  return { page: named, code: clean };
}

const path = signal("/");

/** What stands behind the # of the address: a place within a page. */
export const fragment = signal("");

/** The page that is shown. */
export const route = computed(() => routeOf(path.value));

function arrive(): void {
  const found = routeOf(location.pathname);
  // Before anything is shown or asked: nothing may see the token in the address.
  if ("code" in found) takeToken(found.code, found.page);
  path.value = location.pathname;
  fragment.value = location.hash;
}

/** Goes to another page of ours. */
export function go(to: string): void {
  history.pushState(null, "", to);
  arrive();
  scrollTo(0, 0);
}

/** Follows the address bar, the back button and links between our pages. */
export function startRouter(): void {
  arrive();
  addEventListener("popstate", arrive);
  addEventListener("hashchange", arrive);
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute("download")) return;
    if (routeOf(link.pathname).page === "unknown" || link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
