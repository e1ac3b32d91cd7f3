/** Ids made on the device: UUIDv7, so that they sort in the order in which they were made. */

let lastAt = 0;
let counter = 0;

/** Lets all ids from now on sort after this one, also where the device's clock was set back meanwhile. */
export function sortAfter(id: string): void {
  const at = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  if (!(at >= lastAt)) return;
  lastAt = at;
  counter = 0xfff;
}

/** Gives a new id; two ids of one page are never out of order, even within one millisecond. */
export function newId(now: number = Date.now()): string {
  if (now > lastAt) {
    lastAt = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastAt += 1;
    counter = 0;
  }
  // randomUUID is not there on plain http, which is how a laptop serves a hall.
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const time = lastAt.toString(16).padStart(12, "0");
  const order = counter.toString(16).padStart(3, "0");
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80;
  const tail = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
