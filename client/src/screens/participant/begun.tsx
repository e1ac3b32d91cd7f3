/** What a person had begun and not sent when the room closed: nothing is written any more, but it can be copied. */

import { CopyButton } from "../../parts/copy";
import { useVisit } from "../../visit";
import { tp } from "../../words/participant";

/** The texts; nothing where all was sent. */
export function Begun() {
  const begun = useVisit().drafts.value?.begun() ?? [];
  if (begun.length === 0) return null;
  return (
    <section class="stack">
      <header class="stack-s">
        <h2>{tp("closed.begun")}</h2>
        <p>{tp("closed.begun.text")}</p>
      </header>
      <ul class="plain-list stack">
        {begun.map((text, at) => (
          <li key={`${at}${text}`} class="sheet stack-s">
            <p class="pre">{text}</p>
            <div>
              <CopyButton text={text} about={text.slice(0, 40)} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
