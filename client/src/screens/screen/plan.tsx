/** Who sits where, with which experience: to find one's table from the back of the hall. */

import { byOrder } from "../../views/order";
import { crowded, planPages } from "../../views/pages";
import { experienceOf, planDensity, seatedAt, unseated } from "../../views/seating";
import { useVisit } from "../../visit";
import type { Group } from "../../wire.gen";
import { say } from "../../words";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { Pager } from "./pager";
import { usePages } from "./state";

/** The tables; the type shrinks where they ask for more than the wall, and pages turn where that is not enough. */
export function PlanView() {
  const { room } = useVisit();
  const info = room.one("room", "room").value;
  const tables = byOrder(room.all("group"));
  const people = room.all("participant");
  const assignments = room.all("assignment");
  const experiences = room.all("experience");
  const waiting = unseated(people).length;
  const density = planDensity(tables.map((table) => seatedAt(people, table.id).length));
  const names = (table: Group) => seatedAt(people, table.id).map((person) => person.name);
  const pages = density === "many" ? planPages(tables, names) : [tables];
  const { page, turn } = usePages(pages.length);
  if (tables.length === 0) return <Blank alone text={ts("plan.none")} />;
  return (
    <div class={`plan-view ${density}`}>
      <div class="wall-head">
        <h1>{ts("plan.title")}</h1>
        {waiting > 0 && <p class="wall-count">{ts("plan.waiting", { n: waiting })}</p>}
        <Pager page={page} count={pages.length} turn={turn} />
      </div>
      <ul class="plan-tables plain-list">
        {pages[page]?.map((table) => (
          <li key={table.id} class="plan-table">
            <h2>{table.name}</h2>
            <p class="plan-experience">
              {say(experienceOf(assignments, experiences, table.id, info?.round ?? "1")?.title)}
            </p>
            <ul class={`plain-list plan-people ${crowded(names(table).length) ? "crowded" : ""}`}>
              {seatedAt(people, table.id).map((person) => (
                <li key={person.id}>{person.name}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}
