/** My data: to take along, or to erase with all that I wrote. */

import { useState } from "preact/hooks";
import { fetchDocument, myDataPath, RefusedCall } from "../../api";
import { refusedAloud } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Confirm } from "../../parts/dialog";
import { saveFile } from "../../parts/savefile";
import { toast } from "../../parts/toast";
import { go } from "../../router";
import { changePass } from "../../session";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import { language, whyRefused } from "../../words";
import { tErase } from "../../words/erase";
import { whyStay } from "./goingaway";

/** The section on the page about the person. */
export function MyData() {
  const { code, pass } = useVisit();
  const { person } = useMine();
  const [busy, setBusy] = useState("");
  if (!person) return null;
  const take = async (form: "md" | "json") => {
    setBusy(form);
    try {
      const made = await fetchDocument(myDataPath(code, form, language.value), pass.token);
      saveFile(made, `recolte-${code}.${form}`);
    } catch (failure) {
      if (!(failure instanceof RefusedCall)) throw failure;
      toast(`${tErase("mine.failed")} ${whyRefused(failure.code, failure.facts)}`, "bad");
    } finally {
      setBusy("");
    }
  };
  return (
    <section class="sheet stack">
      <h2>{tErase("mine")}</h2>
      <p>{tErase("mine.text")}</p>
      <div class="row wrap">
        {(["md", "json"] as const).map((form) => (
          <Button key={form} busy={busy === form} onClick={() => void take(form)}>
            {tErase(`mine.${form}`)}
          </Button>
        ))}
      </div>
      <EraseMe person={person.id} />
    </section>
  );
}

function EraseMe({ person }: { person: string }) {
  const visit = useVisit();
  const [asking, setAsking] = useState(false);
  const erase = async () => {
    setAsking(false);
    const why = whyStay(visit);
    if (why) return toast(why, "bad");
    const settled = await visit.do("participant.erase", { participant: person });
    if (refusedAloud(settled)) return;
    visit.drafts.peek()?.forget();
    changePass(visit.code, "person", null);
    go("/");
    toast(tErase("all.done"));
  };
  return (
    <div class="row end">
      <Button look="danger" onClick={() => setAsking(true)}>
        {tErase("all")}
      </Button>
      <Confirm
        open={asking}
        title={tErase("all.title")}
        text={tErase("all.text")}
        action={tErase("all.yes")}
        danger
        onYes={() => void erase()}
        onNo={() => setAsking(false)}
      />
    </div>
  );
}
