/** An experience's dossier: beside the notes, or over the grid so that one need not leave it. */

import { useState } from "preact/hooks";
import { filePath } from "../../api";
import { Button, LinkButton } from "../../parts/button";
import { PageText } from "../../parts/chip";
import { Dialog } from "../../parts/dialog";
import { useVisit } from "../../visit";
import type { Experience } from "../../wire.gen";
import { otherTongue, say, t, weight } from "../../words";
import { tp } from "../../words/participant";

/** The dossier's text. */
export function Dossier({ experience }: { experience: Experience }) {
  const { room } = useVisit();
  const page = room.one("page", experience.page ?? "").value;
  const none = !page && experience.files.length === 0;
  return (
    <div class="stack dossier">
      {experience.summary.fr && (
        <p class="lead" lang={otherTongue(experience.summary)}>
          {say(experience.summary)}
        </p>
      )}
      {!experience.complete && <p class="aside-note">{tp("dossier.incomplete")}</p>}
      {page && <PageText page={page} />}
      {none && <p class="soft">{room.whole.value ? tp("dossier.none") : t("app.loading")}</p>}
      <Documents experience={experience} />
    </div>
  );
}

/** The documents of a dossier, to be saved and opened by the device. */
function Documents({ experience }: { experience: Experience }) {
  const { room, code } = useVisit();
  const documents = experience.files.flatMap((id) => room.one("file", id).value ?? []);
  if (documents.length === 0) return null;
  return (
    <section class="stack-s">
      <h3>{tp("dossier.documents")}</h3>
      <ul class="plain-list stack-s">
        {documents.map((one) => (
          <li key={one.id}>
            <LinkButton href={filePath(code, one.id)} icon="download" download={one.name}>
              {one.name} <span class="soft small">({weight(one.size)})</span>
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
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
