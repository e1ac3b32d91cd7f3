/** An experience's dossier: beside the notes, or over the grid so that one need not leave it. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Reading } from "../../parts/chip";
import { Dialog } from "../../parts/dialog";
import { useVisit } from "../../visit";
import type { Experience } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";

/** The dossier's text. */
export function Dossier({ experience }: { experience: Experience }) {
  const page = useVisit().room.one("page", experience.page ?? "").value;
  return (
    <div class="stack dossier">
      {experience.summary.fr && <p class="lead">{say(experience.summary)}</p>}
      {!experience.complete && <p class="aside-note">{tp("dossier.incomplete")}</p>}
      {page ? <Reading html={say(page.html)} /> : <p class="soft">{tp("dossier.none")}</p>}
    </div>
  );
}

/** A button that opens the dossier over the page. */
export function DossierButton({ experience, label }: { experience: Experience; label?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="book" onClick={() => setOpen(true)}>
        {label ?? tp("dossier.open")}
      </Button>
      <Dialog open={open} place="side" title={say(experience.title)} onClose={() => setOpen(false)}>
        <Dossier experience={experience} />
      </Dialog>
    </>
  );
}
