/**
 * The room as this device last saw it, so that a page opened without network shows more than that there
 * is none. One room a device, only what the server had sent to this very pass, and gone with the pass.
 */

import { createStore, del, get, keys, set, type UseStore } from "idb-keyval";
import { ownVersion } from "./version";
import type { Me } from "./wire.gen";

/** A room's records by kind and id, as the server gave them. */
export type Records = Map<string, Map<string, { id: string }>>;

export interface Seen {
  token: string;
  me: Me;
  seq: number;
  records: Records;
  /** When it was seen, and how far the device's clock was from the server's then, in milliseconds. */
  at: number;
  offset: number;
  /** The client that wrote it: another may know other fields. */
  version: string | null;
}

const LASTS = 7 * 86_400_000;

let opened: UseStore | undefined;

function store(): UseStore {
  opened ??= createStore("recolte-seen", "kept");
  return opened;
}

/** Keeps the room for the next time; rooms that were seen before are let go. */
export async function keepSeen(code: string, seen: Omit<Seen, "version">): Promise<void> {
  try {
    const disk = store();
    for (const other of await keys<string>(disk)) if (other !== code) await del(other, disk);
    await set(code, { ...seen, version: ownVersion() }, disk);
  } catch {
    // Private windows and full disks: without network there is nothing to show, as before.
  }
}

/** Gives the room as it was last seen by this pass, or null; what is too old is let go. */
export async function lastSeen(code: string, token: string): Promise<Seen | null> {
  try {
    const seen = await get<Seen>(code, store());
    if (!seen) return null;
    if (seen.token === token && seen.version === ownVersion() && Date.now() - seen.at < LASTS) return seen;
    await forgetSeen(code);
  } catch {
    // Nothing can be read: as if nothing was kept.
  }
  return null;
}

/** Forgets the room: this device left it, was erased, or is let in no more. */
export async function forgetSeen(code: string): Promise<void> {
  try {
    await del(code, store());
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}
