/** Briefing: the pages to read at one's own pace, and the questions that the room asks. */

import { useState } from "preact/hooks";
import { Empty, Reading } from "../parts/chip";
import { Tabs } from "../parts/tabs";
import { useMine } from "../views/mine";
import { useVisit } from "../visit";
import type { CardKind, FormatInfo, Step } from "../wire.gen";
import { say } from "../words";
import { tp } from "../words/participant";
import { CardView } from "./grid/card";
import { Composer } from "./grid/composer";
import { useCards } from "./grid/sheet";
import type { ActivityProps } from "./index";

/** The page of a briefing. */
export default function Briefing({ step }: ActivityProps) {
  const { room } = useVisit();
  const ids = Array.isArray(step.settings.pages) ? step.settings.pages.map(String) : [];
  const pages = ids.flatMap((id) => room.one("page", id).value ?? []);
  const [chosen, setChosen] = useState("");
  const page = pages.find((one) => one.id === chosen) ?? pages[0];
  return (
    <div class="stack-l">
      {step.settings.questions === true && <Questions step={step} />}
      {!page && <Empty title={tp("briefing.listen")} />}
      {page && pages.length === 1 && <Reading html={say(page.html)} />}
      {page && pages.length > 1 && (
        <Tabs
          label={tp("briefing.pages")}
          tabs={pages.map((one) => ({ id: one.id, label: say(one.title) }))}
          chosen={page.id}
          onChoose={setChosen}
        >
          <Reading html={say(page.html)} />
        </Tabs>
      )}
    </div>
  );
}

/** The kind in which questions are asked: the format's `question`, or its first kind where it has none. */
function questionKind(format: FormatInfo | null): CardKind[] {
  const kinds = format?.kinds ?? [];
  return kinds
    .filter((kind) => kind.id === "question")
    .concat(kinds)
    .slice(0, 1);
}

function Questions({ step }: { step: Step }) {
  const { format, canWrite } = useMine();
  const kinds = questionKind(format);
  const ids = useCards((card) => card.step === step.id && card.group === null && card.on === null, [step.id]);
  return (
    <section class="stack">
      {canWrite && (
        <Composer
          draft={`card/${step.id}/question`}
          kinds={kinds}
          where={{ step: step.id }}
          withDomains={false}
          label={tp("briefing.ask")}
          hint={tp("briefing.ask.hint")}
          action={tp("briefing.send")}
        />
      )}
      {ids.length > 0 && (
        <details class="fold">
          <summary>{tp("briefing.questions", { n: ids.length })}</summary>
          <ul class="plain-list pile-list">
            {ids.map((id) => (
              <li key={id}>
                <CardView id={id} kinds={kinds} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
