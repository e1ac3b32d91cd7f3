/** Keeps the room as it is seen on this device, and shows that again where the network does not come. */

import { effect } from "@preact/signals";
import { learnClock, serverNow } from "./clock";
import { forgetSeen, keepSeen, lastSeen } from "./seen";
import type { Visit } from "./visit";

/** How often the room is kept; and how soon after something in it went, which may have been erased. In ms. */
const KEEP_EVERY = 60_000;
const KEEP_SOON = 3_000;

/** Keeps the room of a visit until the function that it gives is called. */
export function keepRoom(visit: Visit): () => void {
  const { line, room } = visit;
  let kept = 0;
  const keep = (atOnce: boolean) => {
    const me = line.me.peek();
    const seq = room.seq.peek();
    if (!me || visit.seenAt.peek() !== null || line.status.peek().is === "refused" || seq === kept) return;
    kept = seq;
    const now = Date.now();
    const seen = { token: visit.pass.token, me, seq, records: room.records(), at: now };
    void keepSeen(visit.code, { ...seen, offset: serverNow() - now }, atOnce);
  };
  const hide = () => document.visibilityState === "hidden" && keep(true);
  document.addEventListener("visibilitychange", hide);
  const now = setInterval(() => keep(false), KEEP_EVERY);
  let soon: ReturnType<typeof setTimeout> | undefined;
  const keepNow = () => {
    soon = undefined;
    keep(false);
  };
  void recall(visit);
  const unwatch = effect(() => {
    const status = line.status.value.is;
    room.drops.value;
    // One that waits is not put off: where something goes all the time, it would never be.
    if (status === "live") soon ??= setTimeout(keepNow, KEEP_SOON);
    else {
      clearTimeout(soon);
      soon = undefined;
    }
    if (status === "offline") keep(true);
    if (status === "refused") forget(visit);
  });
  return () => {
    document.removeEventListener("visibilitychange", hide);
    clearTimeout(soon);
    clearInterval(now);
    unwatch();
  };
}

/** Shows the room as this device saw it last, with what waits here laid on top. */
async function recall(visit: Visit): Promise<void> {
  const { line, room } = visit;
  if (!visit.pass.who || room.loaded.peek()) return;
  const [seen] = await Promise.all([lastSeen(visit.code, visit.pass.token), visit.opened()]);
  if (!seen || room.loaded.peek() || line.status.peek().is === "refused") return;
  learnClock(Date.now() + seen.offset, Date.now());
  line.me.value = seen.me;
  visit.seenAt.value = seen.at + seen.offset;
  room.recall(seen.records, seen.seq);
  visit.layWaiting();
}

/** Who is let in no more does not read what they read before either. */
function forget(visit: Visit): void {
  void forgetSeen(visit.code);
  if (visit.seenAt.peek() !== null) visit.room.loaded.value = false;
}
