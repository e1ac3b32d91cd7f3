/** The pilot experiences: what each is, its dossier, and whether that is complete. */

import { useState } from "preact/hooks";
import { changed } from "../../../changed";
import { newId } from "../../../ids";
import { useAct } from "../../../parts/acting";
import { Button } from "../../../parts/button";
import { Chip, Empty } from "../../../parts/chip";
import { Confirm, Dialog } from "../../../parts/dialog";
import { Field } from "../../../parts/field";
import { Menu, type MenuItem } from "../../../parts/menu";
import type { Experience } from "../../../wire.gen";
import { say } from "../../../words";
import { tr } from "../../../words/prepare";
import { useExperiences, useRoomInfo } from "../state";
import { DocumentEditor } from "./documents";
import { Tick, TwoTexts } from "./fields";
import { PageEditor } from "./pageeditor";

/** The experiences, to be added, written and taken away. */
export function ExperienceEditor() {
  const experiences = useExperiences();
  const { closed } = useRoomInfo();
  const [adding, setAdding] = useState(false);
  return (
    <section class="stack">
      <div class="row spread">
        <h2>{tr("exp.title")}</h2>
        {!closed && (
          <Button icon="add" onClick={() => setAdding(true)}>
            {tr("exp.add")}
          </Button>
        )}
      </div>
      {experiences.length === 0 && <Empty title={tr("exp.none")}>{tr("exp.none.text")}</Empty>}
      <ul class="plain-list prepared">
        {experiences.map((one) => (
          <ExperienceSlip key={one.id} experience={one} />
        ))}
      </ul>
      <Dialog open={adding} place="side" title={tr("exp.new")} onClose={() => setAdding(false)}>
        <ExperienceForm onDone={() => setAdding(false)} />
      </Dialog>
    </section>
  );
}

function ExperienceSlip({ experience }: { experience: Experience }) {
  const act = useAct();
  const { closed } = useRoomInfo();
  const [open, setOpen] = useState<"words" | "dossier" | "remove" | null>(null);
  const name = say(experience.title);
  // Ours to make while nobody else has made one; it stays the same while the dialog is open.
  const [page] = useState(() => `dossier-${newId()}`);
  const items: MenuItem[] = [
    { label: tr("exp.edit"), icon: "edit", onPick: () => setOpen("words") },
    {
      label: experience.complete ? tr("exp.unfinished") : tr("exp.finished"),
      icon: "check",
      onPick: () =>
        void act(
          "experience.edit",
          { experience: experience.id, complete: !experience.complete },
          tr("did.exp", { name }),
        ),
    },
    { label: tr("exp.remove"), icon: "close", danger: true, onPick: () => setOpen("remove") },
  ];
  const close = () => setOpen(null);
  return (
    <li class="prepared-slip sheet">
      <div class="prepared-words">
        <h3>{name}</h3>
        {experience.territory && <p class="soft">{experience.territory}</p>}
        {experience.summary.fr && <p class="small">{say(experience.summary)}</p>}
        <p class="row">
          <Chip tone={experience.complete ? "good" : "warn"}>
            {tr(experience.complete ? "exp.is.complete" : "exp.is.incomplete")}
          </Chip>
          {!experience.page && <Chip>{tr("exp.is.bare")}</Chip>}
        </p>
      </div>
      {!closed && (
        <div class="row">
          <Button icon="book" onClick={() => setOpen("dossier")}>
            {tr(experience.page ? "exp.dossier" : "exp.dossier.new")}
          </Button>
          <Menu label={tr("exp.actions", { name })} items={items} />
        </div>
      )}
      <Dialog open={open === "words"} place="side" title={tr("exp.edit.this", { name })} onClose={close}>
        <ExperienceForm experience={experience} onDone={close} />
      </Dialog>
      <div class="wide-dialog">
        <Dialog open={open === "dossier"} place="side" title={tr("exp.dossier.of", { name })} onClose={close}>
          <PageEditor page={experience.page ?? page} experience={experience.id} title={experience.title} />
          <DocumentEditor experience={experience} />
        </Dialog>
      </div>
      <Confirm
        open={open === "remove"}
        title={tr("exp.remove.title", { name })}
        text={tr("exp.remove.text")}
        action={tr("exp.remove")}
        danger
        onNo={close}
        onYes={() => {
          close();
          void act("experience.remove", { experience: experience.id }, tr("did.exp.remove", { name }));
        }}
      />
    </li>
  );
}

interface ExperienceFormProps {
  experience?: Experience;
  onDone: () => void;
}

function ExperienceForm({ experience, onDone }: ExperienceFormProps) {
  const act = useAct();
  const [began] = useState(experience);
  const [title, setTitle] = useState(experience?.title ?? { fr: "", en: "" });
  const [territory, setTerritory] = useState(experience?.territory ?? "");
  const [summary, setSummary] = useState(experience?.summary ?? { fr: "", en: "" });
  const [complete, setComplete] = useState(experience?.complete ?? false);
  const [looked, setLooked] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setLooked(true);
    if (!title.fr.trim()) return;
    const id = experience?.id ?? newId();
    const name = say(title);
    const words = { title, territory, summary };
    const done = began
      ? await act(
          "experience.edit",
          { experience: id, ...changed<Partial<Experience>>(began, { ...words, complete }) },
          tr("did.exp", { name }),
        )
      : await act("experience.add", { experience: id, ...words, complete }, tr("did.exp.add", { name }));
    if (done) onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
      <TwoTexts
        label={tr("exp.name")}
        value={title}
        onText={setTitle}
        error={looked && !title.fr.trim() ? tr("title.missing") : undefined}
      />
      <Field label={tr("exp.territory")} optional value={territory} onText={setTerritory} maxLength={80} />
      <TwoTexts label={tr("exp.summary")} rows={3} limit={1000} value={summary} onText={setSummary} />
      <Tick label={tr("exp.complete")} on={complete} onToggle={setComplete} />
      <div class="row end">
        <Button onClick={onDone}>{tr("cancel")}</Button>
        <Button type="submit" look="main">
          {tr(experience ? "save" : "add")}
        </Button>
      </div>
    </form>
  );
}
