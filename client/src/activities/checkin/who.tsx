/** Who we are: the names on the wall, our places in the network, our territories. */

import { useMine } from "../../views/mine";
import { attending, byName, countBy } from "../../views/seating";
import { useVisit } from "../../visit";
import type { Participant } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";
import { Bar } from "./bar";

/** The wall of people; it asks nothing. */
export function WhoWall() {
  const { room } = useVisit();
  const { format, person } = useMine();
  const people = byName(attending(room.all("participant")));
  const role = (id: string) => say(format?.roles.find((one) => one.id === id)?.label) || id;
  return (
    <div class="stack">
      {/* Read where one comes to it: as a hall comes in, saying each would drown all else. */}
      <p>{tp("checkin.people", { n: people.length })}</p>
      <ul class="plain-list wall of-names">
        {people.map((one) => (
          <li key={one.id} class={one.id === person?.id ? "mine" : undefined}>
            {one.name}
          </li>
        ))}
      </ul>
      <Counts title={tp("checkin.roles")} counts={countBy(people, "role")} name={role} />
      <Counts title={tp("checkin.territories")} counts={countBy(people, "territory")} name={(id) => id} />
    </div>
  );
}

interface CountsProps {
  title: string;
  counts: ReturnType<typeof countBy>;
  name: (id: Participant["role"]) => string;
}

function Counts({ title, counts, name }: CountsProps) {
  if (counts.length === 0) return null;
  const most = Math.max(...counts.map(([, n]) => n));
  return (
    <details class="fold">
      <summary>{title}</summary>
      <ul class="plain-list bars">
        {counts.map(([id, n]) => (
          <Bar key={id} label={name(id)} n={n} most={most} words={String(n)} />
        ))}
      </ul>
    </details>
  );
}
