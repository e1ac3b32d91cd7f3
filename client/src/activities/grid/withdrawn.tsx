/** The cards that I withdrew, folded away: each can be put back as long as the room is open. */

import { useMemo } from "preact/hooks";
import { refusedAloud } from "../../parts/acting";
import { Button } from "../../parts/button";
import { toast } from "../../parts/toast";
import { useSeat } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Card } from "../../wire.gen";
import { tp } from "../../words/participant";
import { newestFirst, onSheet, type Sheet } from "./sheet";

interface WithdrawnProps {
  sheet: Sheet;
  matches: (card: Card) => boolean;
  keys: unknown[];
}

/** The folded list; it is not there while it is empty. */
export function Withdrawn({ sheet, matches, keys }: WithdrawnProps) {
  const visit = useVisit();
  const { me, scribe } = useSeat();
  const ids = useMemo(
    () =>
      visit.room.ids(
        "card",
        (card) =>
          card.withdrawn &&
          card.text !== "" &&
          onSheet(card, sheet) &&
          (card.author === me || scribe) &&
          matches(card),
        newestFirst,
      ),
    [visit, sheet.group, sheet.experience, me, scribe, ...keys],
  ).value;
  if (ids.length === 0) return null;
  return (
    <details class="withdrawn">
      <summary>{tp("grid.withdrawn", { n: ids.length })}</summary>
      <ul class="plain-list stack-s">
        {ids.map((id) => (
          <WithdrawnCard key={id} id={id} may={sheet.canWrite} />
        ))}
      </ul>
    </details>
  );
}

function WithdrawnCard({ id, may }: { id: string; may: boolean }) {
  const visit = useVisit();
  const card = visit.room.one("card", id).value;
  if (!card) return null;
  const restore = async () => {
    if (!refusedAloud(await visit.do("card.restore", { card: id }))) toast(tp("card.restored"));
  };
  return (
    <li class="withdrawn-card">
      <p>{card.text}</p>
      {may && (
        <Button icon="undo" onClick={() => void restore()}>
          {tp("card.restore")}
        </Button>
      )}
    </li>
  );
}
