/** A card whose table is gone is laid, with one touch, at the table where its author sits now. */

import { useState } from "preact/hooks";
import type { Outbox, Waiting } from "../outbox";
import { placed, withCorrections } from "../placing";
import { useMine } from "../views/mine";
import { useVisit } from "../visit";
import { say, t } from "../words";
import { refusedAloud } from "./acting";
import { Button } from "./button";
import { toast } from "./toast";

/** The button, or why there is none. */
export function PlaceCard({ outbox, one }: { outbox: Outbox; one: Waiting }) {
  const visit = useVisit();
  const { group, experience, canWrite } = useMine();
  const [busy, setBusy] = useState(false);
  const card = String(one.op.args.card);
  if (visit.room.one("card", card).value) return <p class="soft">{t("line.refused.placed")}</p>;
  if (!canWrite) return null;
  if (!group) return <p class="soft">{t("line.refused.seatless")}</p>;
  const away = outbox.waiting.value.some((other) => other.op.args.card === card);
  const place = async () => {
    setBusy(true);
    const laid = placed(one, visit.room, group.id);
    const settled = await visit.do("card.write", laid);
    // Refused again, its words are kept with the new refusal.
    if (!("refused" in settled && settled.refused === "network.gone"))
      for (const id of withCorrections(one, outbox.refused.peek())) void outbox.dismiss(id);
    setBusy(false);
    if (refusedAloud(settled)) return;
    const about = laid.experience && laid.experience !== experience?.id ? laid.experience : null;
    const title = say(visit.room.peek("experience", about ?? "")?.title);
    toast(
      [
        t("line.refused.did", { table: group.name }),
        title && t("line.refused.did.about", { experience: title }),
      ]
        .filter(Boolean)
        .join(" "),
    );
  };
  return (
    <Button look="main" disabled={busy || away} onClick={() => void place()}>
      {t("line.refused.place", { table: group.name })}
    </Button>
  );
}
