/** Grouping: my table in large, what it looks at, with whom, and the roles to share out. */

import { NextRound } from "../screens/participant/nextround";
import { useMine } from "../views/mine";
import { say } from "../words";
import { tp } from "../words/participant";
import { DossierButton } from "./grid/dossier";
import { Mates, NoTable } from "./grid/table";

/** The page on which a person learns their table. */
export default function Grouping() {
  const { group, experience, format } = useMine();
  if (!group) return <NoTable />;
  return (
    <div class="stack-l">
      <section class="table-card" aria-live="polite">
        <p class="over-title">{tp("grouping.go")}</p>
        <h2>{group.name}</h2>
        {experience && <p class="table-experience">{say(experience.title)}</p>}
      </section>
      {experience && (
        <section class="stack-s">
          <p class="over-title">{tp("table.experience")}</p>
          <p class="lead">{say(experience.summary)}</p>
          <div>
            <DossierButton experience={experience} />
          </div>
        </section>
      )}
      <NextRound />
      <section class="stack">
        <h2>{tp("grouping.with")}</h2>
        <Mates />
      </section>
      {(format?.table_roles.length ?? 0) > 0 && (
        <section class="stack-s">
          <h2>{tp("table.roles")}</h2>
          <ul class="table-roles">
            {format?.table_roles.map((role) => (
              <li key={role.id}>{say(role.label)}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
