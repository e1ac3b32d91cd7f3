/** Styles that the network lost: no browser asks for them again, and the page would stand there bare until a reload. */

import { onReturn } from "./parts/file";

/** Whether a style has come to nothing: it is there by then, and cannot be read. */
function failed(link: HTMLLinkElement): boolean {
  try {
    return link.sheet !== null && link.sheet.cssRules === null;
  } catch {
    return true;
  }
}

/** Asks for a style anew; where it fails again, that is heard like the first time. */
function ask(link: HTMLLinkElement): void {
  onReturn(() => link.replaceWith(link.cloneNode()));
}

/** Has the styles that are lost asked for again. */
export function recoverStyles(): void {
  const before = document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]");
  [...before].filter(failed).forEach(ask);
  const hear = ({ target }: Event) => {
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") ask(target);
  };
  // It does not rise from the element, and can be caught on its way down to it.
  addEventListener("error", hear, true);
}
