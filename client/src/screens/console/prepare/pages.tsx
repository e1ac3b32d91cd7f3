/** The texts that people read during a briefing; dossiers are written with their experience. */

import { useState } from "preact/hooks";
import { newId } from "../../../ids";
import { Button } from "../../../parts/button";
import { Empty } from "../../../parts/chip";
import { Dialog } from "../../../parts/dialog";
import { useVisit } from "../../../visit";
import { say } from "../../../words";
import { tr } from "../../../words/prepare";
import { useRoomInfo } from "../state";
import { named, PageEditor } from "./pageeditor";

/** The texts, to be written. */
export function PageList() {
  const { room } = useVisit();
  const { closed } = useRoomInfo();
  const [open, setOpen] = useState<string | null>(null);
  const dossiers = new Set(room.all("experience").map((one) => one.page));
  const pages = room.all("page").filter((page) => !dossiers.has(page.id));
  const title = room.one("page", open ?? "").value?.title ?? { fr: "", en: "" };
  return (
    <section class="stack">
      <div class="row spread">
        <h2>{tr("page.title")}</h2>
        {!closed && (
          <Button icon="add" onClick={() => setOpen(`page-${newId()}`)}>
            {tr("page.add")}
          </Button>
        )}
      </div>
      <p class="soft small">{tr("page.list.help")}</p>
      {pages.length === 0 && <Empty title={tr("page.none")} />}
      <ul class="plain-list prepared">
        {pages.map((page) => (
          <li key={page.id} class="prepared-slip sheet">
            <h3>{say(page.title)}</h3>
            {!closed && (
              <Button
                icon="edit"
                aria-label={tr("page.edit", { name: say(page.title) })}
                onClick={() => setOpen(page.id)}
              >
                {tr("edit")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div class="wide-dialog">
        <Dialog open={open !== null} place="side" title={named(title)} onClose={() => setOpen(null)}>
          {open && <PageEditor key={open} page={open} title={{ fr: "", en: "" }} />}
        </Dialog>
      </div>
    </section>
  );
}
