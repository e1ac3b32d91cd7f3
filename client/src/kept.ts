/** Where this device keeps what must survive a reload: IndexedDB, or memory where there is none. */

import { createStore, del, entries, promisifyRequest, set, type UseStore } from "idb-keyval";

/** A small ordered store of values by key. */
export interface Keep<T> {
  /** False where what is kept goes with the page; people are told. */
  readonly durable: boolean;
  entries(): Promise<[string, T][]>;
  set(key: string, value: T): Promise<void>;
  /** Changes a value in one step; `change` gives undefined to leave it as it is. */
  update(key: string, change: (value: T | undefined) => T | undefined): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Keeps values for as long as the page lives. */
export class MemoryKeep<T> implements Keep<T> {
  readonly durable = false;
  private values = new Map<string, T>();

  async entries(): Promise<[string, T][]> {
    return [...this.values].sort(([a], [b]) => (a < b ? -1 : 1));
  }
  async set(key: string, value: T): Promise<void> {
    this.values.set(key, value);
  }
  async update(key: string, change: (value: T | undefined) => T | undefined): Promise<void> {
    const after = change(this.values.get(key));
    if (after !== undefined) this.values.set(key, after);
  }
  async remove(key: string): Promise<void> {
    this.values.delete(key);
  }
}

/** Keeps values in IndexedDB, shared by every tab of this origin. */
export class DiskKeep<T> implements Keep<T> {
  readonly durable = true;
  constructor(private store: UseStore) {}

  entries(): Promise<[string, T][]> {
    return entries<string, T>(this.store);
  }
  set(key: string, value: T): Promise<void> {
    return set(key, value, this.store);
  }
  /** Ours, since the library's own would write down that there is nothing where nothing was. */
  update(key: string, change: (value: T | undefined) => T | undefined): Promise<void> {
    return this.store("readwrite", (store) => {
      const done = promisifyRequest(store.transaction);
      const asked: IDBRequest<T | undefined> = store.get(key);
      asked.onsuccess = () => {
        const after = change(asked.result);
        if (after !== undefined) store.put(after, key);
      };
      return done;
    });
  }
  remove(key: string): Promise<void> {
    return del(key, this.store);
  }
}

/** Opens a store by name; private windows and old browsers get one in memory. */
export async function openKeep<T>(name: string): Promise<Keep<T>> {
  try {
    const keep = new DiskKeep<T>(createStore(`recolte-${name}`, "kept"));
    await keep.entries();
    return keep;
  } catch {
    return new MemoryKeep<T>();
  }
}
