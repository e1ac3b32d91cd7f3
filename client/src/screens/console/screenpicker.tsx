/** What the projector shows: one press a view, and a word on what each is. */

import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button, LinkButton } from "../../parts/button";
import { Select } from "../../parts/field";
import { Icon, type IconName } from "../../parts/icons";
import { stands } from "../../views/lineage";
import { byOrder } from "../../views/order";
import { autoView, hasBegun, keepsCards, PLAIN_VIEWS, type ViewName } from "../../views/projector";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tDesk } from "../../words/attention.console";
import { tc } from "../../words/console";
import { useBlank } from "./blankscreen";
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
  question: "message",
  boards: "picture",
  page: "book",
  answers: "people",
  projection: "forward",
  votes: "check",
  plane: "grid",
  replay: "play",
};

/** Picks the view. */
export function ScreenPicker() {
  const { room, code } = useVisit();
  const act = useAct();
  const step = useCurrentStep();
  const info = useRoomInfo();
  const { closed } = info;
  const shown = room.one("screen", "screen").value ?? { view: "auto", ref: null };
  const show = (view: ViewName, ref: string | null = null) =>
    void act("screen.show", { view, ref }, tc("did.screen", { view: label(view) }));
  const fits = (one: ViewName) =>
    (one !== "criteria" || room.all("criterion").length > 0) &&
    (one !== "domains" || room.all("domain").length > 0) &&
    (one !== "votes" || room.all("ballot").length > 0) &&
    (one !== "plane" || (room.one("format", "format").value?.proposal_kinds ?? []).length > 0);
  const byTable = room.all("experience").length === 0;
  const label = (one: ViewName) =>
    byTable && (one === "criteria" || one === "domains") ? tc(`view.${one}.tables`) : tc(`view.${one}`);
  const view = shown.view as ViewName;
  const blank = useBlank();
  const begun = hasBegun(info, room.all("step"));
  const real = view === "auto" ? autoView(step, begun, keepsCards(info)) : view;
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
        <span class="on-screen-view">{blank ? tc("screen.nothing") : label(real)}</span>
        {!blank && view === "auto" && step && <span class="small">{say(step.title)}</span>}
      </p>
      <p class="small soft">{tc(blank ? "screen.help.blank" : "screen.help")}</p>
      <ul class="views plain-list" aria-label={tc("screen.views")}>
        {PLAIN_VIEWS.filter(fits).map((one) => (
          <li key={one}>
            <button
              type="button"
              class="view-choice"
              aria-pressed={view === one && !blank}
              disabled={closed}
              onClick={() => show(one)}
            >
              <Icon name={ICONS[one]} />
              {label(one)}
            </button>
          </li>
        ))}
      </ul>
      <div class="row">
        <LinkButton href={`/r/${code}/replay`} icon="play">
          {tc("link.replay")}
        </LinkButton>
        <LinkButton href={`/r/${code}/reading`} icon="grid">
          {tc("link.reading")}
        </LinkButton>
      </div>
      {!closed && <CallPage />}
      {!closed && <ShowPage onShow={(id) => show("page", id)} />}
      {!closed && <ShowCriterion onShow={(id) => show("synthesis", id)} />}
      {!closed && <ShowStatement onShow={(id) => show("statement", id)} />}
    </div>
  );
}

/** Calls every phone to a page, as everybody is called to a card from its own menu. */
function CallPage() {
  const pages = useVisit().room.all("page");
  const act = useAct();
  return (
    <ShowOne
      label={tDesk("call.page")}
      action={tDesk("call.go")}
      choices={pages.map((page) => ({ id: page.id, label: say(page.title) }))}
      onShow={(id) => void act("focus.set", { on: `page/${id}` }, tDesk("call.did"))}
    />
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

/** One prerequisite of the synthesis: in a large hall all of them take an hour to turn. */
function ShowCriterion({ onShow }: { onShow: (id: string) => void }) {
  const { room } = useVisit();
  const said = new Set(room.all("statement").flatMap((one) => (stands(one) ? [one.criterion] : [])));
  return (
    <ShowOne
      label={tc("screen.ref.criterion")}
      choices={byOrder(room.all("criterion"))
        .filter((one) => said.has(one.id))
        .map((one) => ({ id: one.id, label: say(one.short.fr ? one.short : one.label) }))}
      onShow={onShow}
    />
  );
}

function ShowStatement({ onShow }: { onShow: (id: string) => void }) {
  const { room } = useVisit();
  const sections = [...byOrder(room.all("criterion")).map((one) => one.id), null];
  const all = byOrder(room.all("statement").filter(stands));
  const live = sections.flatMap((id) => all.filter((one) => one.criterion === id));
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
  /** What pressing does; showing on the screen where nothing else is said. */
  action?: string;
  choices: { id: string; label: string }[];
  onShow: (id: string) => void;
}

function ShowOne({ label, action = tc("screen.show"), choices, onShow }: ShowOneProps) {
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
      <Button aria-label={`${action} – ${label}`} onClick={() => onShow(id)}>
        {action}
      </Button>
    </div>
  );
}
