/**
 * The secret by which this device asks to come into a room. It is kept until the device is in, also over
 * a reload: where the answer is lost on its way, who asks again is let in as who they are already.
 */

import { newId } from "./ids";
import { plain } from "./plain";
import { remember, remembered } from "./remembered";

const SHAPE = /^[\w-]{8,64}$/;

/** After these the person may be in the room all the same: by an asking whose answer never came. */
const UNSURE = new Set([
  "network.gone",
  "access.too-many",
  "storage.unavailable",
  "server.fault",
  "server.stopping",
  "op.malformed",
]);

const keyOf = (code: string): string => `ask:${code}`;

/** Gives what to ask with under a name: the same until it is settled, another for somebody else on this device. */
export function askFor(code: string, name: string): string {
  const typed = plain(name.trim());
  const [kept = "", by] = (remembered(keyOf(code)) ?? "").split(/ (.*)/s);
  if (by === typed && SHAPE.test(kept)) return kept;
  const ask = newAsk();
  remember(keyOf(code), `${ask} ${typed}`);
  return ask;
}

/** Forgets what was asked with, once the person is in. */
export function settleAsk(code: string): void {
  remember(keyOf(code), null);
}

/** Forgets what was asked with where the room has said no; what it could not say for sure is asked again. */
export function refuseAsk(code: string, refusal: string): void {
  if (!UNSURE.has(refusal)) settleAsk(code);
}

/** Makes an ask. It opens the person's place, so that it is longer than an id, which others are told. */
function newAsk(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(13));
  return `${newId()}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
