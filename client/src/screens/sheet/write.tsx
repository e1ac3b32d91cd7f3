/** A sheet beside what is written off it: the picture on one side, a composer and its cards on the other. */

import { useState } from "preact/hooks";
import { AppraisalForm } from "../../activities/grid/appraisal";
import { CardView } from "../../activities/grid/card";
import { Composer } from "../../activities/grid/composer";
import { type Sheet as Table, useCards } from "../../activities/grid/sheet";
import { aloud, useAct } from "../../parts/acting";
import { Button, LinkButton } from "../../parts/button";
import { Chip, Empty } from "../../parts/chip";
import { Menu } from "../../parts/menu";
import { SheetPicture } from "../../parts/sheetpicture";
import { useMine, useSeat } from "../../views/mine";
import { byOrder } from "../../views/order";
import { inTurn, mayWriteOff } from "../../views/sheets";
import { useVisit } from "../../visit";
import type { Sheet } from "../../wire.gen";
import { say } from "../../words";
import { tSheets } from "../../words/sheets";
import { type Belongs, PlaceFields, usePlaceName } from "./place";
import { sheetName } from "./slip";

/** The page of one sheet. */
export function WriteOff({ id }: { id: string }) {
  const { room, code } = useVisit();
  const sheet = room.one("sheet", id).value;
  if (!sheet)
    return (
      <Empty title={tSheets("gone")}>
        <LinkButton href={`/r/${code}/sheet`} icon="back">
          {tSheets("title")}
        </LinkButton>
      </Empty>
    );
  return <Desk sheet={sheet} />;
}

function Desk({ sheet }: { sheet: Sheet }) {
  const visit = useVisit();
  const seat = useSeat();
  const may = seat.canWrite && mayWriteOff(sheet, seat) && !sheet.withdrawn;
  const mayTurn = may || (seat.canWrite && sheet.author === seat.me);
  const turn = (degrees: number) => aloud(visit, "sheet.edit", { sheet: sheet.id, turn: degrees });
  return (
    <div class="write-off">
      <div class="write-picture">
        <SheetPicture sheet={sheet} {...(mayTurn ? { onTurn: turn } : {})} />
      </div>
      <div class="write-words stack">
        <Head sheet={sheet} may={mayTurn} />
        {!may && <p class="aside-note">{tSheets("write.foreign")}</p>}
        {may && sheet.group === null && <p class="aside-note">{tSheets("write.place.first")}</p>}
        {may && sheet.group !== null && <Copying sheet={sheet} group={sheet.group} />}
        <Written sheet={sheet} />
        {may && <Ending sheet={sheet} />}
      </div>
    </div>
  );
}

function Head({ sheet, may }: { sheet: Sheet; may: boolean }) {
  const act = useAct();
  const place = usePlaceName(sheet);
  const withdraw = () => void act("sheet.withdraw", { sheet: sheet.id }, tSheets("did.withdraw"));
  const belong = (said: Partial<Belongs>) => {
    const fields = Object.entries(said).map(([field, value]) => [field, value ?? ""]);
    void act("sheet.edit", { sheet: sheet.id, ...Object.fromEntries(fields) });
  };
  return (
    <header class="stack-s">
      <div class="row spread write-head">
        <h1>{sheetName(sheet)}</h1>
        {may && !sheet.withdrawn && (
          <Menu
            label={tSheets("actions")}
            items={[{ label: tSheets("withdraw"), icon: "close", danger: true, onPick: withdraw }]}
          />
        )}
      </div>
      {may ? (
        <details class="place-fold" open={sheet.group === null}>
          <summary>
            <span class="place-name">{place}</span>
            <span class="place-change">{tSheets("change")}</span>
          </summary>
          <PlaceFields place={sheet} onPlace={belong} />
        </details>
      ) : (
        <p>{place}</p>
      )}
    </header>
  );
}

/** One idea at a time: its row of the grid by the number that is printed, then its words, kind and domains. */
function Copying({ sheet, group }: { sheet: Sheet; group: string }) {
  const { room } = useVisit();
  const { format } = useMine();
  const criteria = byOrder(room.all("criterion"));
  const [chosen, setChosen] = useState(sheet.criterion ?? criteria[0]?.id ?? "");
  const criterion = sheet.criterion ?? chosen;
  const step = room.one("step", sheet.step ?? "").value;
  // All that stand on the paper to be ticked, whichever of them the step offers on phones.
  const kinds = format?.kinds ?? [];
  const where = { step: sheet.step, group, experience: sheet.experience, criterion: criterion || null };
  return (
    <section class="stack copying">
      {sheet.criterion === null && criteria.length > 0 && (
        <Rows criterion={criterion} onCriterion={setChosen} none={sheet.form === "person"} />
      )}
      <Composer
        key={`${sheet.id}/${criterion}`}
        draft={`card/sheet/${sheet.id}/${criterion}`}
        kinds={kinds}
        where={{ ...where, sheet: sheet.id }}
        label={tSheets("write.text")}
        hint={tSheets("write.hint")}
        action={tSheets("write.add")}
        laid={tSheets("write.added")}
        opened
      />
      {criterion && sheet.form === "table" && step && (
        <Ticked sheet={sheet} group={group} criterion={criterion} />
      )}
    </section>
  );
}

/** The level that the table ticked on its sheet. */
function Ticked({ sheet, group, criterion }: { sheet: Sheet; group: string; criterion: string }) {
  const step = useVisit().room.one("step", sheet.step ?? "").value;
  if (!step) return null;
  const table: Table = {
    step,
    group,
    experience: sheet.experience,
    mode: "criteria",
    kinds: [],
    limit: 0,
    minutesEach: 0,
    canWrite: true,
  };
  return <AppraisalForm key={criterion} sheet={table} criterion={criterion} />;
}

interface RowsProps {
  criterion: string;
  onCriterion: (id: string) => void;
  /** Offers none at all: what one person wrote may answer to no row. */
  none: boolean;
}

/** The rows of the grid by their printed numbers. */
function Rows({ criterion, onCriterion, none }: RowsProps) {
  const rows = byOrder(useVisit().room.all("criterion"));
  const found = rows.find((row) => row.id === criterion);
  return (
    <fieldset class="row-numbers">
      <legend>{tSheets("write.criterion")}</legend>
      <div class="row-numbers-row">
        {rows.map((row, at) => (
          <label key={row.id} class="row-number">
            <input
              type="radio"
              name="row"
              checked={row.id === criterion}
              aria-label={`${at + 1}. ${say(row.label)}`}
              onChange={() => onCriterion(row.id)}
            />
            <span aria-hidden="true">{at + 1}</span>
          </label>
        ))}
        {none && (
          <label class="row-number wide">
            <input type="radio" name="row" checked={criterion === ""} onChange={() => onCriterion("")} />
            <span>{tSheets("write.criterion.none")}</span>
          </label>
        )}
      </div>
      {found && <p class="row-label">{say(found.label)}</p>}
    </fieldset>
  );
}

function Written({ sheet }: { sheet: Sheet }) {
  const { format } = useMine();
  const ids = useCards((card) => card.sheet === sheet.id, [sheet.id]).value;
  return (
    <section class="stack-s">
      <h2>{tSheets("write.cards")}</h2>
      {ids.length === 0 && <p class="soft">{tSheets("write.cards.none")}</p>}
      <ul class="plain-list pile-list">
        {ids.map((id) => (
          <li key={id}>
            <CardView id={id} kinds={format?.kinds ?? []} withCriterion />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Saying that the sheet is done, and going on to the next one. */
function Ending({ sheet }: { sheet: Sheet }) {
  const visit = useVisit();
  const seat = useSeat();
  const act = useAct();
  const left = inTurn(visit.room.all("sheet")).filter(
    (one) => !one.done && one.id !== sheet.id && mayWriteOff(one, seat),
  );
  const next = left[0];
  return (
    <div class="row write-end">
      {sheet.done ? (
        <>
          <Chip tone="good">{tSheets("done")}</Chip>
          <Button icon="undo" onClick={() => void act("sheet.reopen", { sheet: sheet.id })}>
            {tSheets("reopen")}
          </Button>
        </>
      ) : (
        <Button
          icon="check"
          look="main"
          onClick={() => void act("sheet.finish", { sheet: sheet.id }, tSheets("did.finish"))}
        >
          {tSheets("finish")}
        </Button>
      )}
      {next ? (
        <LinkButton href={`/r/${visit.code}/sheet#s=${next.id}`} icon="forward">
          {tSheets("next")} ({left.length})
        </LinkButton>
      ) : (
        <LinkButton href={`/r/${visit.code}/sheet`} icon="back">
          {tSheets("title")}
        </LinkButton>
      )}
    </div>
  );
}
