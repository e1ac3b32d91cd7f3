/** "Me too": how many people share a question, and one tap to be among them. */

import { useSeat } from "../views/mine";
import { useVisit } from "../visit";
import { tp } from "../words/participant";
import { aloud } from "./acting";
import { Chip } from "./chip";

/** The tap under a question; whoever asked it sees only how many share it. */
export function Share({ id }: { id: string }) {
  const visit = useVisit();
  const { me, canWrite } = useSeat();
  const card = visit.room.one("card", id).value;
  const n = visit.room.one("tally", `card/${id}`).value?.count ?? 0;
  const mine = visit.room.one("vote", `card/${id}:${me}`).value !== undefined;
  if (!card) return null;
  const own = card.author !== null && card.author === me;
  return (
    <div class="share row small">
      {!own && canWrite && !card.answered && (
        <button
          type="button"
          class="share-tap"
          aria-pressed={mine}
          aria-label={tp("briefing.share.this", { text: card.text })}
          onClick={() => aloud(visit, "card.share", { card: id, on: !mine })}
        >
          {tp("briefing.share")}
        </button>
      )}
      {n > 0 && <span>{tp("briefing.shared", { n })}</span>}
      {card.answered && <Chip tone="good">{tp("briefing.answered")}</Chip>}
    </div>
  );
}
