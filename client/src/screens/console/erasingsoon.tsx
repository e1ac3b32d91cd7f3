/** Warns facilitators some days before their room is erased: take the day away, or have it kept for longer. */

import { useEffect, useState } from "preact/hooks";
import { roomFront } from "../../api";
import { serverNow } from "../../clock";
import { useAct } from "../../parts/acting";
import { Button, LinkButton } from "../../parts/button";
import { daysUntil } from "../../views/days";
import { useVisit } from "../../visit";
import { day } from "../../words";
import { tc } from "../../words/console";
import { useRoomInfo } from "./state";

/** How many days before its erasing a room begins to say so. */
const AHEAD = 14;

/** The warning; nothing while there is time. */
export function ErasingSoon() {
  const { code } = useVisit();
  const act = useAct();
  const info = useRoomInfo();
  const [front, setFront] = useState<{ erased_on: string; may_be_longer?: boolean } | null>(null);
  useEffect(() => {
    // Without the date there is nothing to warn of; the next visit asks again.
    roomFront(code).then(setFront, () => setFront(null));
  }, [code, info.kept_from, info.closed]);
  const n = front ? daysUntil(front.erased_on, serverNow()) : AHEAD + 1;
  if (!front || n > AHEAD) return null;
  return (
    <aside class="erasing-soon" aria-label={tc("erasing.label")}>
      <p>
        <strong>{tc("erasing.soon", { n: Math.max(0, n), date: day(front.erased_on) })}</strong>{" "}
        {tc("erasing.text")}
      </p>
      <div class="row">
        <LinkButton href={`/r/${code}/publication`} icon="download">
          {tc("erasing.take")}
        </LinkButton>
        {front.may_be_longer !== false && (
          <Button icon="clock" onClick={() => void act("room.keep", {}, tc("erasing.did"))}>
            {tc("erasing.keep")}
          </Button>
        )}
      </div>
    </aside>
  );
}
