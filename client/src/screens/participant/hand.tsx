/** My hand: up or down with one tap, and my place in the queue. */

import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { queueOf } from "../../views/calls";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import { tAttention } from "../../words/attention";

/** The button, and what it has come to. */
export function RaiseHand() {
  const { room } = useVisit();
  const { person, canWrite } = useMine();
  const act = useAct();
  if (!person || !canWrite) return null;
  const place = queueOf(room.all("hand")).findIndex((hand) => hand.id === person.id) + 1;
  const up = place > 0;
  const words = place === 1 ? tAttention("hand.first") : tAttention("hand.place", { n: place });
  return (
    <div class="my-hand row">
      <Button icon="hand" aria-pressed={up} onClick={() => void act("hand.raise", { raised: !up })}>
        {tAttention(up ? "hand.lower" : "hand.raise")}
      </Button>
      <p class="small" role="status">
        {up && words}
      </p>
    </div>
  );
}
