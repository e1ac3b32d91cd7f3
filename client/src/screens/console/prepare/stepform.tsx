/** One step of the agenda: its activity, title, length, instructions and settings. */

import { useState } from "preact/hooks";
import { changed } from "../../../changed";
import { newId } from "../../../ids";
import { type Doing, useActAll } from "../../../parts/acting";
import { Button } from "../../../parts/button";
import { Dialog } from "../../../parts/dialog";
import { Field, Select } from "../../../parts/field";
import { useVisit } from "../../../visit";
import type { Step, Text } from "../../../wire.gen";
import { say } from "../../../words";
import { type PrepareKey, tr } from "../../../words/prepare";
import { prepareEn } from "../../../words/prepare.en";
import { prepareFr } from "../../../words/prepare.fr";
import { TwoTexts } from "./fields";
import {
  ACTIVITIES,
  type ActivityName,
  keptSettings,
  lacksChoices,
  type Settings,
  SettingsForm,
  USUAL_MINUTES,
  usualSettings,
} from "./settings";

/** Which step is worked on: one that is there, or a new one after another. */
export type Worked = { step: Step } | { after: string | null };

/** The dialog in which a step is added or edited. */
export function StepDialog({ worked, onClose }: { worked: Worked | null; onClose: () => void }) {
  const { room } = useVisit();
  const editing = worked && "step" in worked ? worked.step : null;
  const after =
    worked && "after" in worked && worked.after ? room.one("step", worked.after).value : undefined;
  const adding = after ? tr("step.new.after", { step: say(after.title) }) : tr("step.new");
  return (
    <Dialog
      open={worked !== null}
      place="side"
      title={editing ? tr("step.edit", { step: say(editing.title) }) : adding}
      onClose={onClose}
    >
      {worked && <StepForm worked={worked} onDone={onClose} />}
    </Dialog>
  );
}

interface Draft {
  activity: ActivityName;
  title: Text;
  minutes: string;
  instructions: Text;
  settings: Settings;
}

function usual(activity: ActivityName): Draft {
  const name = `activity.${activity}` satisfies PrepareKey;
  return {
    activity,
    title: { fr: prepareFr[name], en: prepareEn[name] },
    minutes: String(USUAL_MINUTES[activity]),
    instructions: { fr: "", en: "" },
    settings: usualSettings(activity),
  };
}

/** A step's usual title is in both languages; what one writes in its stead is not what the English one says. */
function titled(activity: ActivityName, was: Text, title: Text): Text {
  const { title: ordinary } = usual(activity);
  const back = title.fr === ordinary.fr;
  if (back === (was.fr === ordinary.fr)) return title;
  if (back) return title.en ? title : ordinary;
  return title.en === ordinary.en ? { ...title, en: "" } : title;
}

function draftOf(worked: Worked): Draft {
  if (!("step" in worked)) return usual("checkin");
  const { activity, title, minutes, instructions, settings } = worked.step;
  return { activity, title, minutes: String(minutes), instructions, settings };
}

function useKeep(worked: Worked): (draft: Draft) => Promise<boolean> {
  const act = useActAll();
  return async (draft) => {
    const { activity, title, instructions } = draft;
    const minutes = Number(draft.minutes);
    const settings = keptSettings(activity, draft.settings);
    const step = say(title);
    if (!("step" in worked)) {
      const added = {
        step: newId(),
        activity,
        title,
        minutes,
        after: worked.after,
        instructions,
        settings,
      };
      return act([["step.add", added]], tr("did.add", { step }));
    }
    const { id } = worked.step;
    const before = draftOf(worked);
    const doings: Doing[] = [];
    if (JSON.stringify(keptSettings(activity, before.settings)) !== JSON.stringify(settings))
      doings.push(["step.set", { step: id, settings }]);
    const { title: called, instructions: told } = before;
    const began = { title: called, minutes: Number(before.minutes), instructions: told };
    const fields = changed(began, { title, minutes, instructions });
    if (Object.keys(fields).length > 0) doings.push(["step.edit", { step: id, ...fields }]);
    return doings.length === 0 || act(doings, tr("did.step", { step }));
  };
}

function StepForm({ worked, onDone }: { worked: Worked; onDone: () => void }) {
  const keep = useKeep(worked);
  const [draft, setDraft] = useState(() => draftOf(worked));
  const [looked, setLooked] = useState(false);
  const proposes = (useVisit().room.one("format", "format").value?.proposal_kinds ?? []).length > 0;
  const set = (fields: Partial<Draft>) => setDraft({ ...draft, ...fields });
  const minutes = Number(draft.minutes);
  const wrongLength = !Number.isInteger(minutes) || minutes < 1 || minutes > 600;
  const bare = lacksChoices(draft.activity, draft.settings);
  const submit = async (event: Event) => {
    event.preventDefault();
    setLooked(true);
    if (wrongLength || !draft.title.fr.trim() || bare) return;
    if (await keep(draft)) onDone();
  };
  const adding = !("step" in worked);
  return (
    <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
      {adding && (
        <Select
          label={tr("step.activity")}
          value={draft.activity}
          onText={(activity) => setDraft(usual(activity as ActivityName))}
        >
          {ACTIVITIES.filter((one) => one !== "projection" || proposes).map((one) => (
            <option key={one} value={one}>
              {tr(`activity.${one}`)}
            </option>
          ))}
        </Select>
      )}
      <TwoTexts
        label={tr("step.name")}
        value={draft.title}
        onText={(title) => set({ title: adding ? titled(draft.activity, draft.title, title) : title })}
        error={looked && !draft.title.fr.trim() ? tr("title.missing") : undefined}
      />
      <Field
        label={tr("step.minutes")}
        type="number"
        value={draft.minutes}
        onText={(typed) => set({ minutes: typed })}
        error={wrongLength ? tr("step.minutes.wrong") : undefined}
      />
      <TwoTexts
        label={tr("step.instructions")}
        rows={3}
        limit={1000}
        value={draft.instructions}
        onText={(instructions) => set({ instructions })}
      />
      <SettingsForm
        activity={draft.activity}
        settings={draft.settings}
        onChange={(settings) => set({ settings })}
      />
      {looked && bare && (
        <p class="error" role="alert">
          {tr("prompt.choices.few")}
        </p>
      )}
      <div class="row end">
        <Button onClick={onDone}>{tr("cancel")}</Button>
        <Button type="submit" look="main">
          {adding ? tr("add") : tr("save")}
        </Button>
      </div>
    </form>
  );
}
