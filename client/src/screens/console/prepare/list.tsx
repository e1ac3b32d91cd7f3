/** The people who are expected: from a list, looked at line by line before anybody is taken in. */

import { useRef, useState } from "preact/hooks";
import { newId } from "../../../ids";
import { type Doing, useActAll } from "../../../parts/acting";
import { Button } from "../../../parts/button";
import { Chip } from "../../../parts/chip";
import { lookAtList } from "../../../preparing";
import { byName } from "../../../views/seating";
import { useVisit } from "../../../visit";
import type { Expected, ExpectedPerson, Text } from "../../../wire.gen";
import { say } from "../../../words";
import { tr } from "../../../words/prepare";
import { useExperiences, useRoomInfo } from "../state";
import { useTry } from "./trying";

/** How many people go in one op: the largest list of the longest names still fits the wire. */
const TOGETHER = 100;

/** The import, and who is expected so far. */
export function ListImport() {
  const { code, pass } = useVisit();
  const act = useActAll();
  const { closed } = useRoomInfo();
  const [found, setFound] = useState<{ name: string; list: Expected } | null>(null);
  const { busy, refusal, attempt } = useTry();
  const look = async (file: File) => {
    setFound(null);
    setFound({ name: file.name, list: await lookAtList(code, pass.token, file) });
  };
  const enlist = async (rows: ExpectedPerson[]) => {
    const all = rows.map(({ name, role, territory, carries }) => ({
      participant: newId(),
      name,
      role,
      territory,
      carries,
    }));
    const doings: Doing[] = [];
    for (let at = 0; at < all.length; at += TOGETHER)
      doings.push(["participant.enlist", { people: all.slice(at, at + TOGETHER) }]);
    if (await act(doings, tr("did.list", { n: rows.length }))) setFound(null);
  };
  return (
    <section class="stack">
      <h2>{tr("list.title")}</h2>
      {!closed && (
        <div class="stack-s">
          <p class="soft">{tr("list.help")}</p>
          <Pick busy={busy} onPick={(file) => attempt(() => look(file))} />
        </div>
      )}
      <div aria-live="polite" class="stack">
        {refusal && <p class="error">{refusal}</p>}
        {found && (
          <Preview
            name={found.name}
            list={found.list}
            busy={busy}
            onTake={(rows) => attempt(() => enlist(rows))}
            onDrop={() => setFound(null)}
          />
        )}
      </div>
      <Awaited />
    </section>
  );
}

function Pick({ busy, onPick }: { busy: boolean; onPick: (file: File) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div>
      <input
        ref={field}
        type="file"
        hidden
        accept=".csv,.xlsx,.txt,text/csv"
        aria-label={tr("list.choose")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onPick(file);
          event.currentTarget.value = "";
        }}
      />
      <Button icon="people" look="main" busy={busy} onClick={() => field.current?.click()}>
        {tr("list.choose")}
      </Button>
    </div>
  );
}

interface PreviewProps {
  name: string;
  list: Expected;
  busy: boolean;
  onTake: (rows: ExpectedPerson[]) => void;
  onDrop: () => void;
}

function Preview({ name, list, busy, onTake, onDrop }: PreviewProps) {
  const right = list.rows.filter((row) => row.problems.length === 0);
  const wrong = list.total - right.length;
  return (
    <div class="sheet stack">
      <div>
        <h3>{tr("list.found", { name, n: list.total })}</h3>
        <p class="row">
          <Chip tone="good">{tr("list.right", { n: right.length })}</Chip>
          {wrong > 0 && <Chip tone="warn">{tr("list.wrong", { n: wrong })}</Chip>}
        </p>
        {list.unknown_columns.length > 0 && (
          <p class="small soft">{tr("list.unread", { columns: list.unknown_columns.join(", ") })}</p>
        )}
      </div>
      <ListTable rows={list.rows} />
      <p class="small soft">{tr(wrong > 0 ? "list.only" : "list.all")}</p>
      {wrong > 0 && <Known columns={Object.values(list.columns)} />}
      <div class="row end">
        <Button onClick={onDrop}>{tr("cancel")}</Button>
        <Button look="main" busy={busy} disabled={right.length === 0} onClick={() => onTake(right)}>
          {tr("list.take", { n: right.length })}
        </Button>
      </div>
    </div>
  );
}

/** What the room would understand, where a line says something else: without it, nobody could put that right. */
function Known({ columns }: { columns: string[] }) {
  const { room } = useVisit();
  const roles = room.one("format", "format").value?.roles ?? [];
  const experiences = useExperiences();
  const names = (some: { label: Text }[]) => some.map(({ label }) => say(label)).join(" · ");
  return (
    <>
      {columns.includes("role") && <p class="small soft">{tr("list.roles", { names: names(roles) })}</p>}
      {columns.includes("carries") && experiences.length > 0 && (
        <p class="small soft">
          {tr("list.experiences", { names: names(experiences.map(({ title }) => ({ label: title }))) })}
        </p>
      )}
    </>
  );
}

function ListTable({ rows }: { rows: ExpectedPerson[] }) {
  const { room } = useVisit();
  const roles = room.one("format", "format").value?.roles ?? [];
  const roleOf = (row: ExpectedPerson) => say(roles.find((role) => role.id === row.role)?.label);
  const carriedBy = (row: ExpectedPerson) =>
    row.carries ? say(room.peek("experience", row.carries)?.title) : "";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="list-table" aria-label={tr("list.rows")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{tr("list.line")}</th>
            <th scope="col">{tr("list.name")}</th>
            <th scope="col">{tr("list.role")}</th>
            <th scope="col">{tr("list.territory")}</th>
            <th scope="col">{tr("list.carries")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line} class={row.problems.length > 0 ? "wrong" : ""}>
              <td class="figures">{row.line}</td>
              <th scope="row">
                {row.name || "—"}
                {row.problems.map((problem) => (
                  <span key={problem.fr} class="list-problem">
                    {say(problem)}
                  </span>
                ))}
              </th>
              <td>{roleOf(row)}</td>
              <td>{row.territory}</td>
              <td>{carriedBy(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Who is on the list and has not come in with a device. */
function Awaited() {
  const awaited = useVisit()
    .room.all("participant")
    .filter((one) => one.seat === "participant" && !one.device && !one.left);
  if (awaited.length === 0) return null;
  return (
    <section class="stack-s">
      <h3>{tr("list.awaited", { n: awaited.length })}</h3>
      <p class="soft small">{tr("list.awaited.help")}</p>
      <ul class="plain-list awaited">
        {byName(awaited).map((one) => (
          <li key={one.id}>{one.name}</li>
        ))}
      </ul>
    </section>
  );
}
