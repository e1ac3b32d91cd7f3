/** Where this device keeps what must survive a reload: IndexedDB, or memory where there is none. */

import { createStore, del, entries, promisifyRequest, type UseStore } from "idb-keyval";

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

  get empty(): boolean {
    return this.values.size === 0;
  }
  has(key: string): boolean {
    return this.values.has(key);
  }
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

/** Keeps values in IndexedDB, shared by every tab of this origin; what the disk does not take, beside it in memory. */
export class DiskKeep<T> implements Keep<T> {
  constructor(
    private store: UseStore,
    private beside: MemoryKeep<T>,
  ) {}

  get durable(): boolean {
    return this.beside.empty;
  }
  async entries(): Promise<[string, T][]> {
    const kept = await entries<string, T>(this.store);
    // Looked at last: what the disk refuses at this moment is there by now.
    return [...new Map([...kept, ...(await this.beside.entries())])];
  }
  async set(key: string, value: T): Promise<void> {
    try {
      await this.store("readwrite", (store) => {
        store.put(value, key);
        // A page that goes does not live to see it settle by itself; old browsers know no such thing.
        store.transaction.commit?.();
        return promisifyRequest(store.transaction);
      });
      await this.beside.remove(key);
    } catch (full) {
      await this.beside.set(key, value);
      throw full;
    }
  }
  /** Ours, since the library's own would write down that there is nothing where nothing was. */
  async update(key: string, change: (value: T | undefined) => T | undefined): Promise<void> {
    if (this.beside.has(key)) return this.beside.update(key, change);
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
  async remove(key: string): Promise<void> {
    await this.beside.remove(key);
    await del(key, this.store);
  }
}

/**
 * What no disk took, by store, for as long as the page lives: who turns to another page of the room, where a
 * new visit opens the stores again, finds it there.
 */
const memories = new Map<string, MemoryKeep<unknown>>();

function memoryOf<T>(name: string): MemoryKeep<T> {
  const memory = (memories.get(name) as MemoryKeep<T> | undefined) ?? new MemoryKeep<T>();
  memories.set(name, memory as MemoryKeep<unknown>);
  return memory;
}

/** Opens a store by name; private windows and old browsers get one in memory. */
export async function openKeep<T>(name: string): Promise<Keep<T>> {
  const memory = memoryOf<T>(name);
  try {
    const keep = new DiskKeep<T>(createStore(`recolte-${name}`, "kept"), memory);
    await keep.entries();
    return keep;
  } catch {
    return memory;
  }
}
