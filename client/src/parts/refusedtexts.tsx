/** The texts that the room did not take, to be copied and put away. */

import { type Outbox, typed, type Waiting } from "../outbox";
import { folded, isHomeless, withCorrections } from "../placing";
import { t, whyRefused } from "../words";
import { Button } from "./button";
import { CopyButton } from "./copy";
import { late } from "./late";

const PlaceCard = late(async () => (await import("./placecard")).PlaceCard, { quiet: true });

function why(one: Waiting): string {
  const { refused, facts } = one.refused ?? { refused: "" };
  if (isHomeless(one) && facts?.kind === "group") return t("line.refused.tableless");
  return whyRefused(refused, facts);
}

/** The list, with why for each; nothing where all was taken. */
export function RefusedTexts({ outbox, placing = false }: { outbox: Outbox; placing?: boolean }) {
  const refused = folded(outbox.refused.value);
  const putAway = (one: Waiting) => {
    for (const id of withCorrections(one, outbox.refused.peek())) void outbox.dismiss(id);
  };
  if (refused.length === 0) return null;
  return (
    <>
      <p>{t("line.refused.intro")}</p>
      <ul class="plain-list stack">
        {refused.map((one) => (
          <li key={one.op.id} class="sheet stack-s">
            <p class="pre">{typed(one.op)}</p>
            <p class="error">{why(one)}</p>
            {placing && isHomeless(one) && <PlaceCard outbox={outbox} one={one} />}
            <div class="row">
              <CopyButton text={typed(one.op)} />
              <Button onClick={() => putAway(one)}>{t("line.refused.dismiss")}</Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
