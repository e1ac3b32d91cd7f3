/**
 * The room as this device last saw it, so that a page opened without network shows more than that there
 * is none. One room a device, only what the server had sent to this very pass, and gone with the pass.
 */

import { createStore, promisifyRequest, type UseStore } from "idb-keyval";
import { ownVersion } from "./version";
import type { Me } from "./wire.gen";

/** A room's records by kind and id, as the server gave them. */
export type Records = Map<string, Map<string, { id: string }>>;

interface Said {
  token: string;
  me: Me;
  seq: number;
  /** When it was seen, and how far the device's clock was from the server's then, in milliseconds. */
  at: number;
  offset: number;
}

/** What is kept of a room beside its records, which lie in pieces next to it. */
interface Kept extends Said {
  /** The client that wrote it: another may know other fields. */
  version: string | null;
}

export interface Seen extends Said {
  records: Records;
}

/** Some of a room's records, each with its kind. */
type Piece = [kind: string, record: { id: string }][];

/** How many records a piece holds: copying them takes a slow phone less than it takes to draw a letter. */
const PIECE = 25;

const LASTS = 7 * 86_400_000;

let opened: UseStore | undefined;

function store(): UseStore {
  opened ??= createStore("recolte-seen", "kept");
  return opened;
}

/** The room's own key and those of its pieces. */
const all = (code: string) => IDBKeyRange.bound(code, `${code}/\uffff`);

/**
 * Keeps the room for the next time; rooms that were seen before are let go. A page that is about to go does
 * it all `atOnce`; any other goes on with what else it has to do between one piece and the next.
 */
export async function keepSeen(code: string, seen: Seen, atOnce: boolean): Promise<void> {
  const { records, ...said } = seen;
  const kept: Kept = { ...said, version: ownVersion() };
  // The records as they are now: none of them is ever changed, another takes its place.
  const pieces = inPieces(records);
  try {
    await store()("readwrite", async (disk) => {
      const done = promisifyRequest(disk.transaction);
      disk.clear();
      disk.put(kept, code);
      for (const [at, piece] of pieces.entries()) {
        const put = disk.put(piece, `${code}/${at}`);
        if (!atOnce) await promisifyRequest(put);
      }
      // Without waiting for answers, which a page that goes does not live to hear; old browsers know no such thing.
      if (atOnce) disk.transaction.commit?.();
      await done;
    });
  } catch {
    // Private windows and full disks: without network there is nothing to show, as before.
  }
}

function inPieces(records: Records): Piece[] {
  const flat = [...records].flatMap(([kind, shelf]) =>
    [...shelf.values()].map((record): Piece[number] => [kind, record]),
  );
  const count = Math.ceil(flat.length / PIECE);
  return Array.from({ length: count }, (_, at) => flat.slice(at * PIECE, (at + 1) * PIECE));
}

/** Gives the room as it was last seen by this pass, or null; what is too old is let go. */
export async function lastSeen(code: string, token: string): Promise<Seen | null> {
  try {
    const found: unknown[] = await store()("readonly", (disk) => promisifyRequest(disk.getAll(all(code))));
    if (!found.length) return null;
    const [kept, ...pieces] = found as [Kept, ...Piece[]];
    const { version, ...said } = kept;
    if (said.token === token && version === ownVersion() && Date.now() - said.at < LASTS)
      return { ...said, records: together(pieces) };
    await forgetSeen(code);
  } catch {
    // Nothing can be read: as if nothing was kept.
  }
  return null;
}

function together(pieces: Piece[]): Records {
  const records: Records = new Map();
  for (const [kind, record] of pieces.flat()) {
    const shelf = records.get(kind) ?? new Map<string, { id: string }>();
    records.set(kind, shelf.set(record.id, record));
  }
  return records;
}

/** Forgets the room: this device left it, was erased, or is let in no more. */
export async function forgetSeen(code: string): Promise<void> {
  try {
    await store()("readwrite", (disk) => promisifyRequest(disk.delete(all(code))));
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}
