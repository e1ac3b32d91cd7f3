/** Briefing: the pages to read at one's own pace, and the questions that the room asks. */

import { useState } from "preact/hooks";
import { Empty, PageText } from "../parts/chip";
import { Share } from "../parts/share";
import { Tabs } from "../parts/tabs";
import { useMine } from "../views/mine";
import { byShare, isQuestion, sharesOf } from "../views/questions";
import { useVisit } from "../visit";
import type { CardKind, FormatInfo, Step } from "../wire.gen";
import { say, t } from "../words";
import { tp } from "../words/participant";
import { CardView } from "./grid/card";
import { Composer } from "./grid/composer";
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
      {!page && room.whole.value && <Empty title={tp("briefing.listen")} />}
      {!page && !room.whole.value && <p class="soft">{t("app.loading")}</p>}
      {page && pages.length === 1 && <PageText page={page} />}
      {page && pages.length > 1 && (
        <Tabs
          label={tp("briefing.pages")}
          tabs={pages.map((one) => ({ id: one.id, label: say(one.title) }))}
          chosen={page.id}
          onChoose={setChosen}
        >
          <PageText page={page} />
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
  const { room } = useVisit();
  const steps = new Set([step.id]);
  const asked = byShare(
    room.all("card").filter((card) => isQuestion(card, steps)),
    sharesOf(room),
  );
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
      {asked.length > 0 && (
        <details class="fold" open>
          <summary>{tp("briefing.questions", { n: asked.length })}</summary>
          <ul class="plain-list pile-list">
            {asked.map(({ id }) => (
              <li key={id}>
                <CardView id={id} kinds={kinds} />
                <Share id={id} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
