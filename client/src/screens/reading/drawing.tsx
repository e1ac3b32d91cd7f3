/** The picture of a view as the publication has it, to take away. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { saveFile } from "../../parts/savefile";
import { toast } from "../../parts/toast";
import { useVisit } from "../../visit";
import { language, t } from "../../words";
import { tRead } from "../../words/reading";

/** Downloads a drawing of the publication, by its name there. */
export function SaveDrawing({ anchor }: { anchor: string }) {
  const { code, pass } = useVisit();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const path = `/api/rooms/${encodeURIComponent(code)}/drawings/${anchor}.svg?language=${language.value}`;
      const answer = await fetch(path, { headers: { authorization: `Bearer ${pass.token}` } });
      if (!answer.ok) throw new Error(String(answer.status));
      saveFile(await answer.blob(), `${anchor}.svg`);
    } catch {
      toast(t("refusal.network.gone"), "bad");
    }
    setBusy(false);
  };
  return (
    <Button icon="download" busy={busy} onClick={() => void save()}>
      {tRead("drawing.save")}
    </Button>
  );
}
