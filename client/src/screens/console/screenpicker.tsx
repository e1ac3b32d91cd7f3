/** What the projector shows: one press a view, and a word on what each is. */

import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button, LinkButton } from "../../parts/button";
import { Select } from "../../parts/field";
import { Icon, type IconName } from "../../parts/icons";
import { autoView, PLAIN_VIEWS, type ViewName } from "../../views/projector";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tc } from "../../words/console";
import { useCurrentStep, useRoomInfo } from "./state";

const ICONS: Record<ViewName, IconName> = {
  auto: "play",
  join: "qr",
  step: "clock",
  cards: "message",
  plan: "table",
  criteria: "grid",
  domains: "grid",
  synthesis: "merge",
  statement: "merge",
  boards: "picture",
  page: "book",
  answers: "people",
  projection: "forward",
};

/** Picks the view. */
export function ScreenPicker() {
  const { room, code } = useVisit();
  const act = useAct();
  const step = useCurrentStep();
  const closed = useRoomInfo().closed;
  const shown = room.one("screen", "screen").value ?? { view: "auto", ref: null };
  const show = (view: ViewName, ref: string | null = null) =>
    void act("screen.show", { view, ref }, tc("did.screen", { view: tc(`view.${view}`) }));
  const fits = (one: ViewName) =>
    (one !== "criteria" || room.all("criterion").length > 0) &&
    (one !== "domains" || room.all("domain").length > 0);
  const view = shown.view as ViewName;
  const real = view === "auto" ? autoView(step) : view;
  return (
    <div class="stack">
      <div class="row spread">
        <h2>{tc("screen.title")}</h2>
        <LinkButton href={`/r/${code}/screen`} icon="screen" target="_blank">
          {tc("link.screen")}
        </LinkButton>
      </div>
      <p class="on-screen" role="status">
        <span class="small">{tc("screen.now")}</span>
        <span class="on-screen-view">{tc(`view.${real}`)}</span>
        {view === "auto" && step && <span class="small">{say(step.title)}</span>}
      </p>
      <p class="small soft">{tc("screen.help")}</p>
      <ul class="views plain-list" aria-label={tc("screen.views")}>
        {PLAIN_VIEWS.filter(fits).map((one) => (
          <li key={one}>
            <button
              type="button"
              class="view-choice"
              aria-pressed={view === one}
              disabled={closed}
              onClick={() => show(one)}
            >
              <Icon name={ICONS[one]} />
              {tc(`view.${one}`)}
            </button>
          </li>
        ))}
      </ul>
      {!closed && <ShowPage onShow={(id) => show("page", id)} />}
      {!closed && <ShowStatement onShow={(id) => show("statement", id)} />}
    </div>
  );
}

function ShowPage({ onShow }: { onShow: (id: string) => void }) {
  const pages = useVisit().room.all("page");
  return (
    <ShowOne
      label={tc("screen.ref.page")}
      choices={pages.map((page) => ({ id: page.id, label: say(page.title) }))}
      onShow={onShow}
    />
  );
}

function ShowStatement({ onShow }: { onShow: (id: string) => void }) {
  const live = useVisit()
    .room.all("statement")
    .filter((one) => !one.withdrawn && one.merged_into === null);
  return (
    <ShowOne
      label={tc("screen.ref.statement")}
      choices={live.map(({ id, text }) => ({ id, label: text.length > 90 ? `${text.slice(0, 88)}…` : text }))}
      onShow={onShow}
    />
  );
}

interface ShowOneProps {
  label: string;
  choices: { id: string; label: string }[];
  onShow: (id: string) => void;
}

function ShowOne({ label, choices, onShow }: ShowOneProps) {
  const [chosen, setChosen] = useState("");
  const id = chosen || choices[0]?.id;
  if (id === undefined) return null;
  return (
    <div class="show-one">
      <Select label={label} value={id} onText={setChosen}>
        {choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
          </option>
        ))}
      </Select>
      <Button aria-label={`${tc("screen.show")} – ${label}`} onClick={() => onShow(id)}>
        {tc("screen.show")}
      </Button>
    </div>
  );
}
