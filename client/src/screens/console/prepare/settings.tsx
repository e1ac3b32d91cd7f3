/** What each activity lets one set for its step, and what a new step begins with. */

import { Select } from "../../../parts/field";
import { useVisit } from "../../../visit";
import type { Step } from "../../../wire.gen";
import { say } from "../../../words";
import { tr } from "../../../words/prepare";
import { Figure, Tick, Ticks } from "./fields";
import { filled } from "./lines";
import { newPrompt, type PromptSetting, Prompts } from "./prompts";

export type ActivityName = Step["activity"];
export type Settings = Step["settings"];

/** The activities of which a day is made, in the order of a usual day. */
export const ACTIVITIES: readonly ActivityName[] = [
  "checkin",
  "briefing",
  "grouping",
  "grid",
  "gallery",
  "synthesis",
  "projection",
  "vote",
  "break",
];

/** How long a new step of an activity lasts, in minutes. */
export const USUAL_MINUTES: Record<ActivityName, number> = {
  checkin: 15,
  briefing: 20,
  grouping: 10,
  grid: 45,
  gallery: 20,
  synthesis: 30,
  projection: 40,
  vote: 10,
  break: 15,
};

/** What a new step of an activity is set to. */
export function usualSettings(activity: ActivityName): Settings {
  if (activity === "checkin") return { prompts: [newPrompt()] };
  return {};
}

/** Gives the settings as they are kept: without questions and choices that say nothing or are not asked for. */
export function keptSettings(activity: ActivityName, settings: Settings): Settings {
  const atLeastOne = Object.fromEntries(
    NEVER_NONE.filter((name) => settings[name] === 0).map((name) => [name, 1]),
  );
  if (activity !== "checkin") return { ...settings, ...atLeastOne };
  const prompts = prompted(settings)
    .filter((one) => one.ask.fr.trim())
    .map(({ choices = [], ...one }) =>
      one.type === "choice"
        ? { ...one, choices: choices.filter((choice) => filled([choice.label]).length > 0) }
        : one,
    );
  return { ...settings, prompts };
}

/** What is a figure of which there is one at least; nothing typed counts as 0. */
const NEVER_NONE = ["size", "points"];

/** Says whether a question leaves nothing to choose from. */
export function lacksChoices(activity: ActivityName, settings: Settings): boolean {
  const { prompts } = keptSettings(activity, settings);
  return (
    activity === "checkin" &&
    (prompts as PromptSetting[]).some((one) => one.type === "choice" && (one.choices ?? []).length < 2)
  );
}

/** The most that a vote gives to one thing, and in all; the server refuses more. */
const MOST_POINTS = 5;
const MOST_BUDGET = 100;

const ids = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const figure = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);
const word = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);
const prompted = (settings: Settings): PromptSetting[] =>
  Array.isArray(settings.prompts) ? (settings.prompts as PromptSetting[]) : [];

interface SettingsProps {
  activity: ActivityName;
  settings: Settings;
  onChange: (settings: Settings) => void;
}

/** The form for an activity's settings; nothing where it has none. */
export function SettingsForm({ activity, settings, onChange }: SettingsProps) {
  const Form = FORMS[activity];
  if (!Form) return null;
  return (
    <section class="stack" aria-label={tr("step.settings")}>
      <h3>{tr("step.settings")}</h3>
      <Form settings={settings} set={(fields) => onChange({ ...settings, ...fields })} />
    </section>
  );
}

interface FormProps {
  settings: Settings;
  set: (fields: Settings) => void;
}

function Briefing({ settings, set }: FormProps) {
  const { room } = useVisit();
  const dossiers = new Set(room.all("experience").map((one) => one.page));
  const pages = room.all("page").filter((page) => !dossiers.has(page.id));
  return (
    <>
      {pages.length === 0 ? (
        <p class="soft">{tr("set.pages.none")}</p>
      ) : (
        <Ticks
          label={tr("set.pages")}
          choices={pages.map((page) => ({ id: page.id, label: say(page.title) }))}
          chosen={ids(settings.pages)}
          onChoose={(chosen) => set({ pages: chosen })}
        />
      )}
      <Tick
        label={tr("set.questions")}
        on={settings.questions === true}
        onToggle={(questions) => set({ questions })}
      />
    </>
  );
}

const TRAITS = ["role", "territory"] as const;

function Grouping({ settings, set }: FormProps) {
  return (
    <>
      <Figure label={tr("set.size")} value={figure(settings.size, 5)} onFigure={(size) => set({ size })} />
      <Ticks
        label={tr("set.by")}
        choices={TRAITS.map((id) => ({ id, label: tr(`set.by.${id}`) }))}
        chosen={settings.by === undefined ? [...TRAITS] : ids(settings.by)}
        onChoose={(by) => set({ by })}
      />
    </>
  );
}

const MODES = ["reading", "criteria", "domains", "lessons"] as const;

function Grid({ settings, set }: FormProps) {
  return (
    <>
      <Select label={tr("set.mode")} value={word(settings.mode, "criteria")} onText={(mode) => set({ mode })}>
        {MODES.map((mode) => (
          <option key={mode} value={mode}>
            {tr(`set.mode.${mode}`)}
          </option>
        ))}
      </Select>
      <Kinds settings={settings} set={set} />
      <div class="two-fields">
        <Figure
          label={tr("set.each")}
          help={tr("set.each.help")}
          value={figure(settings.minutes_each, 0)}
          onFigure={(minutes_each) => set({ minutes_each })}
        />
        <Figure
          label={tr("set.limit")}
          help={tr("set.limit.help")}
          value={figure(settings.limit, 0)}
          onFigure={(limit) => set({ limit })}
        />
      </div>
    </>
  );
}

function Kinds({ settings, set }: FormProps) {
  const kinds = useVisit().room.one("format", "format").value?.kinds ?? [];
  return (
    <Ticks
      label={tr("set.kinds")}
      help={tr("set.kinds.help")}
      choices={kinds.map((kind) => ({ id: kind.id, label: say(kind.label) }))}
      chosen={ids(settings.kinds)}
      onChoose={(chosen) => set({ kinds: chosen })}
    />
  );
}

function Projection({ settings, set }: FormProps) {
  const kinds = useVisit().room.one("format", "format").value?.proposal_kinds ?? [];
  return (
    <>
      <Tick label={tr("set.weigh")} on={settings.weigh !== false} onToggle={(weigh) => set({ weigh })} />
      <Ticks
        label={tr("set.proposals")}
        help={tr("set.kinds.help")}
        choices={kinds.map((kind) => ({ id: kind.id, label: say(kind.label) }))}
        chosen={ids(settings.kinds)}
        onChoose={(chosen) => set({ kinds: chosen })}
      />
    </>
  );
}

const VOTED = ["statements", "proposals"] as const;
const HOWS = ["points", "agreement"] as const;

function Voting({ settings, set }: FormProps) {
  const how = word(settings.how, "points");
  return (
    <div class="two-fields">
      <Select label={tr("set.on")} value={word(settings.on, "statements")} onText={(on) => set({ on })}>
        {VOTED.map((on) => (
          <option key={on} value={on}>
            {tr(`set.on.${on}`)}
          </option>
        ))}
      </Select>
      <Select label={tr("set.how")} value={how} onText={(chosen) => set({ how: chosen })}>
        {HOWS.map((one) => (
          <option key={one} value={one}>
            {tr(`set.how.${one}`)}
          </option>
        ))}
      </Select>
      {how === "points" && (
        <>
          <Figure
            label={tr("set.points")}
            most={MOST_POINTS}
            value={figure(settings.points, 3)}
            onFigure={(points) => set({ points })}
          />
          <Figure
            label={tr("set.budget")}
            help={tr("set.limit.help")}
            most={MOST_BUDGET}
            value={figure(settings.budget, 0)}
            onFigure={(budget) => set({ budget })}
          />
        </>
      )}
    </div>
  );
}

function Checkin({ settings, set }: FormProps) {
  return <Prompts prompts={prompted(settings)} onChange={(prompts) => set({ prompts })} />;
}

const FORMS: Partial<Record<ActivityName, (props: FormProps) => preact.JSX.Element>> = {
  briefing: Briefing,
  grouping: Grouping,
  grid: Grid,
  gallery: Kinds,
  projection: Projection,
  vote: Voting,
  checkin: Checkin,
};
