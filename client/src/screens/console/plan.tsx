/** The plan of the tables: who sits where and which experience each takes apart; by drag or by menu. */

import { useState } from "preact/hooks";
import { newId } from "../../ids";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Chip, Empty } from "../../parts/chip";
import { DragArea, usePlace } from "../../parts/drag";
import { Menu } from "../../parts/menu";
import { readyTables } from "../../views/matrices";
import { coming, seatedAt, unseated } from "../../views/seating";
import { useVisit } from "../../visit";
import type { Group } from "../../wire.gen";
import { say } from "../../words";
import { tc } from "../../words/console";
import { MakeGroups } from "./makegroups";
import { PersonSlip, Seated } from "./personslip";
import { Quality } from "./quality";
import { RenameTable } from "./renametable";
import { Rounds } from "./rounds";
import { useExperiences, useRoomInfo, useTables } from "./state";

/** The menu that was used is gone with the old place: the keyboard goes on at the new one. */
function focusOn(person: string): void {
  const focus = document.activeElement;
  if (focus && focus !== document.body) return;
  document.querySelector<HTMLElement>(`[data-person="${CSS.escape(person)}"] button`)?.focus();
}

/** Who is dropped here has no table. */
const NOWHERE = "nowhere";

/** The whole plan. */
export function Plan() {
  const { room } = useVisit();
  const act = useAct();
  const tables = useTables();
  const info = useRoomInfo();
  const ready = readyTables(room.all("ready"), info.step);
  const nobody = coming(room.all("participant")).length === 0;
  const move = (person: string, place: string) => {
    const who = room.peek("participant", person);
    const table = tables.find((one) => one.id === place);
    const group = table?.id ?? null;
    if (!who || who.group === group) return;
    const words = table
      ? tc("did.move", { name: who.name, table: table.name })
      : tc("did.unseat", { name: who.name });
    void act("group.assign", { participant: person, group }, words).then(() => focusOn(person));
  };
  const add = () => {
    const names = new Set(tables.map((table) => table.name));
    let n = tables.length + 1;
    while (names.has(tc("tables.new", { n }))) n++;
    const name = tc("tables.new", { n });
    void act("group.add", { group: newId(), name }, tc("did.table.add", { table: name }));
  };
  return (
    <DragArea onDrop={move}>
      <div class="stack">
        <div class="row spread">
          <h2>{tc("tables.title")}</h2>
          {!info.closed && (
            <Button icon="add" onClick={add}>
              {tc("tables.add")}
            </Button>
          )}
        </div>
        {!info.closed && <MakeGroups />}
        <Quality />
        <Waiting />
        {tables.length === 0 ? (
          <Empty title={tc("tables.none")}>{tc(nobody ? "tables.none.nobody" : "tables.none.text")}</Empty>
        ) : (
          <>
            <p class="small soft">{tc("tables.help")}</p>
            <ul class="plan plain-list">
              {tables.map((table) => (
                <Table key={table.id} table={table} ready={ready.has(table.id)} onMove={move} />
              ))}
            </ul>
          </>
        )}
        <Rounds />
      </div>
    </DragArea>
  );
}

/** Those who came and have no table: who comes late is placed with one press. */
function Waiting() {
  const { room } = useVisit();
  const act = useAct();
  const tables = useTables();
  const closed = useRoomInfo().closed;
  const people = unseated(room.all("participant"));
  const { ref, over } = usePlace<HTMLElement>(NOWHERE);
  const place = (id: string, name: string) =>
    act("group.place", { participant: id }, tc("did.place", { name }));
  // One op: forty who come late are there at once, and one « Annuler » takes all of it back.
  const placeAll = () => act("group.place", {}, tc("did.place.all", { n: people.length }));
  return (
    <section ref={ref} class={`waiting ${over ? "over" : ""}`} hidden={people.length === 0}>
      <div class="row spread">
        <h3>{tc("waiting.title", { n: people.length })}</h3>
        {tables.length > 0 && people.length > 1 && !closed && (
          <Button onClick={() => void placeAll()}>{tc("waiting.all")}</Button>
        )}
      </div>
      <ul class="plain-list waiting-list">
        {people.map((person) => (
          <li key={person.id}>
            <PersonSlip person={person}>
              {tables.length > 0 && !closed && (
                <Button
                  aria-label={tc("waiting.place.this", { name: person.name })}
                  onClick={() => void place(person.id, person.name)}
                >
                  {tc("waiting.place")}
                </Button>
              )}
            </PersonSlip>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TableProps {
  table: Group;
  ready: boolean;
  onMove: (person: string, place: string) => void;
}

function Table({ table, ready, onMove }: TableProps) {
  const { room } = useVisit();
  const act = useAct();
  const closed = useRoomInfo().closed;
  const [renaming, setRenaming] = useState(false);
  const people = seatedAt(room.all("participant"), table.id);
  const { ref, over } = usePlace<HTMLLIElement>(table.id);
  const remove = () =>
    void act("group.remove", { group: table.id }, tc("did.table.remove", { table: table.name }));
  return (
    <li ref={ref} class={`table sheet ${over ? "over" : ""}`} data-table={table.id}>
      <div class="row spread table-head">
        <h3>{table.name}</h3>
        <div class="row">
          <span class="table-said">
            {ready && <Chip tone="good">{tc("tables.ready")}</Chip>}
            <span class="small soft">{tc("tables.people", { n: people.length })}</span>
          </span>
          {!closed && (
            <Menu
              label={tc("tables.actions", { table: table.name })}
              items={[
                { label: tc("tables.rename"), icon: "edit", onPick: () => setRenaming(true) },
                { label: tc("tables.remove"), icon: "close", danger: true, onPick: remove },
              ]}
            />
          )}
        </div>
      </div>
      <GiveExperience table={table} />
      <ul class="plain-list stack-s" aria-label={tc("tables.people", { n: people.length })}>
        {people.map((person) => (
          <Seated key={person.id} person={person} onMove={onMove} nowhere={NOWHERE} />
        ))}
      </ul>
      {people.length === 0 && <p class="table-empty soft">{tc("tables.empty")}</p>}
      <RenameTable table={table} open={renaming} onClose={() => setRenaming(false)} />
    </li>
  );
}

/** Which experience the table takes apart in the current round. */
function GiveExperience({ table }: { table: Group }) {
  const { room } = useVisit();
  const act = useAct();
  const info = useRoomInfo();
  const experiences = useExperiences();
  if (experiences.length === 0) return null;
  const given = room.one("assignment", `${table.id}:${info.round}`).value?.experience ?? "";
  const label = tc("tables.experience", { table: table.name });
  const give = (id: string) => {
    const chosen = experiences.find((one) => one.id === id);
    const words = chosen
      ? tc("did.give", { table: table.name, experience: say(chosen.title) })
      : tc("did.ungive", { table: table.name });
    void act("group.give", { group: table.id, experience: id || null }, words);
  };
  return (
    <select
      class={`give ${given ? "" : "none"}`}
      aria-label={label}
      value={given}
      disabled={info.closed}
      onChange={(event) => give(event.currentTarget.value)}
    >
      <option value="">{tc("tables.experience.none")}</option>
      {experiences.map((one) => (
        <option key={one.id} value={one.id}>
          {say(one.title)}
        </option>
      ))}
    </select>
  );
}
