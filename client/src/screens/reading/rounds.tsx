/** Rounds side by side: what each said of the same experience, criterion by criterion. */

import { useState } from "preact/hooks";
import { Select } from "../../parts/field";
import { begunRounds, roundOf } from "../../views/crossing";
import { listed } from "../../views/findings";
import { lies } from "../../views/lineage";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Appraisal, Card } from "../../wire.gen";
import { language, say } from "../../words";
import { tRead } from "../../words/reading";
import { CellContent } from "./cell";
import { shortOf, useCriteria } from "./columns";

/** A round in which the experience was taken apart, or what was written outside every round. */
interface Held {
  id: string | null;
  title: string;
  by: string;
  empty: boolean;
}

interface Row {
  id: string | null;
  title: string;
}

/** One experience, a column a round; every card of it is in one cell, as in the publication. */
export function RoundsPart() {
  const { room } = useVisit();
  const all = room.one("format", "format").value?.rounds ?? [];
  const experiences = byOrder(room.all("experience"));
  const criteria = useCriteria();
  const [chosen, setChosen] = useState("");
  const experience = chosen || experiences[0]?.id || "";
  const assignments = room.all("assignment");
  const written = [...room.all("card").filter(lies), ...room.all("appraisal")];
  const rounds = begunRounds(all, room.one("room", "room").value?.round ?? "", assignments, written);
  const cards = room.all("card").filter((one) => lies(one) && one.experience === experience);
  const appraisals = room.all("appraisal").filter((one) => one.experience === experience);
  const of = (record: Card | Appraisal) => roundOf(rounds, assignments, record);
  const outside = [...cards, ...appraisals].some((one) => of(one) === null);
  const held: Held[] = [
    ...rounds.map((round) => {
      const tables = assignments
        .filter((one) => one.round === round.id && one.experience === experience)
        .flatMap((one) => room.one("group", one.group).value?.name ?? []);
      const by = tRead("rounds.by", { tables: listed(tables, language.value) });
      return {
        id: round.id,
        title: say(round.title),
        by: tables.length ? by : tRead("rounds.nobody"),
        empty: !tables.length,
      };
    }),
    ...(outside ? [{ id: null, title: tRead("rounds.outside"), by: "", empty: false }] : []),
  ];
  const known = new Set(criteria.map((one) => one.id));
  const rowOf = (record: Card | Appraisal) => (known.has(record.criterion ?? "") ? record.criterion : null);
  const rows = [
    ...criteria.map((one): Row => ({ id: one.id, title: shortOf(one) })),
    ...(cards.some((one) => rowOf(one) === null) ? [{ id: null, title: tRead("rounds.loose") }] : []),
  ];
  return (
    <section class="stack">
      <h2>{tRead("rounds.title")}</h2>
      <p class="soft">{tRead("rounds.lead")}</p>
      <Select label={tRead("rounds.experience")} value={experience} onText={setChosen}>
        {experiences.map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.title)}
          </option>
        ))}
      </Select>
      {rows.map((row) => (
        <section key={row.id} class="stack-s">
          <h3>{row.title}</h3>
          <div class="rounds">
            {held.map((round) => {
              const here = (one: Card | Appraisal) => rowOf(one) === row.id && of(one) === round.id;
              return (
                <div key={round.id} class="round">
                  <h4>{round.title}</h4>
                  {round.by && <p class="small soft">{round.by}</p>}
                  {!round.empty && (
                    <CellContent
                      held={{ title: "", cards: cards.filter(here), appraisals: appraisals.filter(here) }}
                    />
                  )}
                </div>
              );
            })}
          </div>
        </section>
      ))}
    </section>
  );
}
