/** Whether the page is as wide as a laptop's, where the whole grid fits. */

import { signal } from "@preact/signals";

const query = matchMedia("(min-width: 1000px)");
const wide = signal(query.matches);
query.addEventListener("change", () => {
  wide.value = query.matches;
});

/** Tells whether the whole grid fits; read again as the window changes. */
export function useWide(): boolean {
  return wide.value;
}
