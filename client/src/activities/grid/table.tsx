/** Who sits at my table and what it looks at, in a line or in full; and a kind word for who has no table yet. */

import { Empty, Initials } from "../../parts/chip";
import { useMine } from "../../views/mine";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import type { Participant } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { DossierButton } from "./dossier";

/** My table and its experience in one line. */
export function TableLine() {
  const { group, experience } = useMine();
  if (!group) return null;
  return (
    <p class="table-line">
      <strong>{group.name}</strong>
      {experience && <span class="table-experience">{say(experience.title)}</span>}
    </p>
  );
}

/** The people at my table, with who is online. */
export function Mates() {
  const visit = useVisit();
  const { mates, person, experience } = useMine();
  const here = visit.line.here.value.here;
  const roles = visit.room.one("format", "format").value?.roles ?? [];
  const about = (mate: Participant) =>
    [say(roles.find((role) => role.id === mate.role)?.label), mate.territory].filter(Boolean).join(" · ");
  return (
    <ul class="plain-list mates">
      {mates.map((mate) => (
        <li key={mate.id}>
          <Initials name={mate.name} here={Boolean(here[mate.id])} />
          <span>
            <span class="mate-name">{mate.name}</span>
            {mate.id === person?.id && <span class="soft"> ({tp("table.me")})</span>}
            {here[mate.id] && <span class="unseen">, {tp("table.here")}</span>}
            <span class="mate-about small soft">{about(mate)}</span>
            {mate.carries !== null && mate.carries === experience?.id && (
              <span class="chip accent">{tp("table.witness")}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What a person without a table sees: it is nobody's mistake, and there is something to read. */
export function NoTable() {
  const experiences = byOrder(useVisit().room.all("experience"));
  return (
    <div class="stack">
      <Empty title={tp("table.none")}>
        <p>{tp("table.none.text")}</p>
      </Empty>
      {experiences.length > 0 && (
        <section class="stack">
          <h2>{tp("table.experiences")}</h2>
          <ul class="plain-list experience-list">
            {experiences.map((one) => (
              <li key={one.id} class="sheet stack-s">
                <h3>{say(one.title)}</h3>
                <p>{say(one.summary)}</p>
                <div>
                  <DossierButton experience={one} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
