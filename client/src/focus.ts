/**
 * Where the keyboard and the screen reader go on when what they were on goes: a card that a colleague withdraws, a
 * button whose question stands in its place, a list that is put in another order. A browser lets them fall to the
 * top of the page.
 */

/** How long a page has to take them along by itself, for it may know better where to; milliseconds. */
const PATIENCE = 150;

/** What they may go on from. No field: a phone would bring its keyboard up unasked. */
const NEXT = "button:not(:disabled), a[href], summary";

/** What has the keyboard, or had it until it went. */
let had: HTMLElement | null = null;
/** Where it stood: in what, and after what. */
let place: Node | null = null;
let after: Node | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Begins to watch over the keyboard. */
export function keepFocus(): void {
  addEventListener("focusin", (event) => {
    had = event.target instanceof HTMLElement ? event.target : null;
    place = had;
    after = null;
  });
  // Who presses beside everything has let go of it.
  addEventListener("pointerdown", (event) => {
    if (!(event.target instanceof Node && had?.contains(event.target))) had = null;
  });
  new MutationObserver(notice).observe(document, {
    childList: true,
    subtree: true,
    attributeFilter: ["disabled"],
  });
}

function notice(records: MutationRecord[]): void {
  if (!had) return;
  for (const record of records)
    for (const gone of record.removedNodes) {
      if (!gone.contains(place)) continue;
      place = record.target;
      after = record.previousSibling;
      // What came in its place may stand there already.
      if (after && records.some((one) => [...one.addedNodes].includes(after as Node)))
        after = after.previousSibling;
    }
  if (document.activeElement !== document.body) return;
  clearTimeout(timer);
  timer = setTimeout(goOn, PATIENCE);
}

function goOn(): void {
  if (!had || document.activeElement !== document.body) return;
  const there = had.isConnected && had;
  // What only waits for an answer has the keyboard again with it.
  if (there && there.getAttribute("aria-busy") === "true") return;
  if (there && takes(there)) return;
  if (!nearest().some(takes)) document.getElementById("content")?.focus({ preventScroll: true });
}

/** Puts the keyboard on a thing; false where it cannot be, as in what is folded away. */
function takes(one: HTMLElement): boolean {
  one.focus({ preventScroll: true });
  return document.activeElement === one;
}

/** Gives what is next to the place: in the smallest part of the page first, and there what comes after. */
function nearest(): HTMLElement[] {
  const found: HTMLElement[] = [];
  let behind = after;
  const follows = (one: Node) =>
    behind === null ||
    (!behind.contains(one) && behind.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  for (let part = place; isPart(part); part = part.parentNode) {
    const all = [...part.querySelectorAll<HTMLElement>(NEXT)];
    found.push(...all.filter(follows), ...all.filter((one) => !follows(one)).reverse());
    behind = part.previousSibling;
  }
  return found;
}

/** Whether the place lies within the page, and not only beside what leads past it: another page may be on its way. */
function isPart(one: Node | null): one is Element {
  return one instanceof Element && one.id !== "app" && !one.querySelector("#content");
}
