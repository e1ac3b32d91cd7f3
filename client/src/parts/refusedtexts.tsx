/** The texts that the room did not take, to be copied and put away. */

import { type Outbox, typed } from "../outbox";
import { t, whyRefused } from "../words";
import { Button } from "./button";
import { CopyButton } from "./copy";

/** The list, with why for each; nothing where all was taken. */
export function RefusedTexts({ outbox }: { outbox: Outbox }) {
  const refused = outbox.refused.value;
  if (refused.length === 0) return null;
  return (
    <>
      <p>{t("line.refused.intro")}</p>
      <ul class="plain-list stack">
        {refused.map((one) => (
          <li key={one.op.id} class="sheet stack-s">
            <p class="pre">{typed(one.op)}</p>
            <p class="error">{whyRefused(one.refused?.refused ?? "", one.refused?.facts)}</p>
            <div class="row">
              <CopyButton text={typed(one.op)} />
              <Button onClick={() => void outbox.dismiss(one.op.id)}>{t("line.refused.dismiss")}</Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
