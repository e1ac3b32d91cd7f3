/** Rounds side by side: what each said of the same experience, criterion by criterion. */

import { useState } from "preact/hooks";
import { Select } from "../../parts/field";
import { roundOf } from "../../views/crossing";
import { listed } from "../../views/findings";
import { stands } from "../../views/matrices";
import { useVisit } from "../../visit";
import { language, say } from "../../words";
import { tRead } from "../../words/reading";
import { CellContent } from "./cell";
import { shortOf, useCriteria } from "./columns";

/** One experience, a column a round. */
export function RoundsPart() {
  const { room } = useVisit();
  const rounds = room.one("format", "format").value?.rounds ?? [];
  const experiences = [...room.all("experience")].sort((a, b) => a.order - b.order);
  const criteria = useCriteria();
  const [chosen, setChosen] = useState("");
  const experience = chosen || experiences[0]?.id || "";
  const assignments = room.all("assignment");
  const held = rounds.map((round) => {
    const tables = assignments
      .filter((one) => one.round === round.id && one.experience === experience)
      .flatMap((one) => room.one("group", one.group).value?.name ?? []);
    return { round, tables };
  });
  const cards = room.all("card").filter((one) => stands(one) && one.experience === experience);
  const appraisals = room.all("appraisal").filter((one) => one.experience === experience);
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
      {criteria.map((criterion) => (
        <section key={criterion.id} class="stack-s">
          <h3>{shortOf(criterion)}</h3>
          <div class="rounds">
            {held.map(({ round, tables }) => (
              <div key={round.id} class="round">
                <h4>{say(round.title)}</h4>
                <p class="small soft">
                  {tables.length
                    ? tRead("rounds.by", { tables: listed(tables, language.value) })
                    : tRead("rounds.nobody")}
                </p>
                {tables.length > 0 && (
                  <CellContent
                    held={{
                      title: "",
                      cards: cards.filter(
                        (one) => one.criterion === criterion.id && roundOf(assignments, one) === round.id,
                      ),
                      appraisals: appraisals.filter(
                        (one) => one.criterion === criterion.id && roundOf(assignments, one) === round.id,
                      ),
                    }}
                  />
                )}
              </div>
            ))}
          </div>
        </section>
      ))}
    </section>
  );
}
