/** What this device remembers between two visits, a word at a time. */

const memory = new Map<string, string>();

/** Reads a remembered value; private windows that refuse storage remember until they close. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`recolte:${key}`) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Remembers a value on this device; null forgets it. */
export function remember(key: string, value: string | null): void {
  if (value === null) memory.delete(key);
  else memory.set(key, value);
  try {
    if (value === null) localStorage.removeItem(`recolte:${key}`);
    else localStorage.setItem(`recolte:${key}`, value);
  } catch {
    // Storage is refused or full: the value lives as long as the page, in `memory`.
  }
}
