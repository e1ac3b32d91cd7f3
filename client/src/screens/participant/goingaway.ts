/** Whether a person may leave for good: what has not arrived would stay behind on this device, and nobody would send it. */

import { picturesOf } from "../../pictures";
import type { Visit } from "../../visit";
import { tp } from "../../words/participant";

/** Says why one had better not leave now; nothing where all has arrived and the room can be told. */
export function whyStay(visit: Visit): string {
  if ((visit.outbox.peek()?.waiting.peek().length ?? 0) > 0) return tp("me.leave.waiting");
  const pictures = picturesOf(visit)?.waiting.peek() ?? [];
  if (pictures.some((one) => one.refused === null)) return tp("me.leave.pictures");
  return visit.line.status.peek().is === "live" ? "" : tp("me.leave.offline");
}
