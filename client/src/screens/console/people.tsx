/** Everybody who is or was in the room, and how they are there. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Chip, Empty, Initials } from "../../parts/chip";
import { Field } from "../../parts/field";
import { Menu, type MenuItem } from "../../parts/menu";
import { plain } from "../../plain";
import {
  byName,
  coming as comingOf,
  type Presence,
  presenceOf,
  tellsWriters,
  writers,
} from "../../views/seating";
import { useVisit } from "../../visit";
import type { Participant } from "../../wire.gen";
import { tc } from "../../words/console";
import { tLinks } from "../../words/links";
import { AddPerson, EditPerson } from "./editperson";
import { WriteTo } from "./messages";
import { usePersonActs } from "./personslip";
import { useCurrentStep, useRoleName, useRoomInfo, useTables } from "./state";

const TONES = {
  here: "good",
  silent: "warn",
  dropped: "bad",
  phoneless: "plain",
  expected: "plain",
  left: "plain",
} as const;
const COUNTED = ["here", "silent", "dropped", "phoneless", "expected"] as const;
type Counted = (typeof COUNTED)[number];

/** Gives how somebody is there, and which of these can be told apart now: not always who wrote. */
function usePresence(): { presence: (person: Participant) => Presence; told: (one: Presence) => boolean } {
  const { room, line } = useVisit();
  const step = useCurrentStep();
  const telling = tellsWriters(step, useRoomInfo().anonymous);
  const wrote = telling
    ? writers(
        {
          cards: room.all("card"),
          appraisals: room.all("appraisal"),
          proposals: room.all("proposal"),
          commitments: room.all("commitment"),
        },
        step,
      )
    : new Set<string>();
  const here = line.here.value.here;
  return {
    presence: (person) => presenceOf(person, here, wrote),
    told: (one) => telling || (one !== "here" && one !== "silent"),
  };
}

function matches(person: Participant, table: string, words: string): boolean {
  return plain(`${person.name} ${person.territory} ${table}`).includes(plain(words.trim()));
}

/** The list of people, with who is silent and who dropped. */
export function People() {
  const { room } = useVisit();
  const info = useRoomInfo();
  const [words, setWords] = useState("");
  const [adding, setAdding] = useState(false);
  const [asked, setOnly] = useState<Counted | null>(null);
  const people = room.all("participant");
  const { presence, told } = usePresence();
  const only = asked !== null && told(asked) ? asked : null;
  const coming = comingOf(people);
  const tables = new Map(useTables().map((table) => [table.id, table.name]));
  const found = (some: Participant[]) =>
    byName(some).filter((person) => matches(person, tables.get(person.group ?? "") ?? "", words));
  const shown = found(coming).filter((person) => only === null || presence(person) === only);
  const left = people.filter((person) => person.left);
  const hosts = people.filter((person) => person.seat !== "participant" && !person.left);
  return (
    <div class="stack">
      <div class="row spread">
        <h2>{tc("people.title")}</h2>
        {!info.closed && (
          <Button icon="add" onClick={() => setAdding(true)}>
            {tc("people.add")}
          </Button>
        )}
      </div>
      <p class="row presence-filters">
        {COUNTED.filter(told).map((one) => {
          const n = coming.filter((person) => presence(person) === one).length;
          if (n === 0 && only !== one) return null;
          return (
            <button
              key={one}
              type="button"
              class={`button chip ${TONES[one]}`}
              aria-pressed={only === one}
              onClick={() => setOnly(only === one ? null : one)}
            >
              {tc(`count.${one}`, { n })}
            </button>
          );
        })}
      </p>
      {coming.length === 0 && <Empty title={tc("people.none")}>{tc("people.none.text")}</Empty>}
      {coming.length > 8 && (
        <Field label={tc("people.filter")} type="search" value={words} onText={setWords} />
      )}
      {coming.length > 0 && shown.length === 0 && <p class="soft">{tc("people.nobody")}</p>}
      <ul class="people plain-list">
        {shown.map((person) => (
          <Person key={person.id} person={person} presence={presence(person)} told={told(presence(person))} />
        ))}
      </ul>
      <Folded title={tc("people.facilitators")} people={hosts} presence={presence} told={told} open />
      <Folded title={tc("people.left", { n: left.length })} people={left} presence={presence} told={told} />
      <AddPerson open={adding} onClose={() => setAdding(false)} />
    </div>
  );
}

interface FoldedProps {
  title: string;
  people: Participant[];
  presence: (person: Participant) => Presence;
  told: (one: Presence) => boolean;
  open?: boolean;
}

function Folded({ title, people, presence, told, open = false }: FoldedProps) {
  if (people.length === 0) return null;
  return (
    <details class="folded" open={open}>
      <summary>{title}</summary>
      <ul class="people plain-list">
        {byName(people).map((person) => (
          <Person key={person.id} person={person} presence={presence(person)} told={told(presence(person))} />
        ))}
      </ul>
    </details>
  );
}

/** How somebody came who took a place from the list: by its name, or by another one, which is then worth a look. */
function cameAs({ listed, name }: Participant): string {
  if (!listed) return "";
  return listed === name ? tLinks("person.listed") : tLinks("person.listed.as", { name: listed });
}

interface PersonProps {
  person: Participant;
  presence: Presence;
  /** Whether how they are there can be said, and not only shown by their initials. */
  told: boolean;
}

function Person({ person, presence, told }: PersonProps) {
  const tables = useTables();
  const roleName = useRoleName();
  const closed = useRoomInfo().closed;
  const [editing, setEditing] = useState(false);
  const [writing, setWriting] = useState(false);
  const edit = () => setEditing(true);
  const acts = usePersonActs(person, { edit, write: () => setWriting(true) });
  const table = tables.find((one) => one.id === person.group)?.name ?? tc("people.table.none");
  const takesPart = person.seat === "participant";
  // The sheet is where links end and what is said of a person goes, of whoever it is and after the day too.
  const sheet: MenuItem = { label: tc("person.edit"), icon: "person", onPick: edit };
  return (
    <li class="person-line">
      <Initials name={person.name} here={presence === "here" || presence === "silent"} />
      <div class="person-words">
        <p class="person-name">{person.name}</p>
        <p class="small soft">
          {[takesPart && table, roleName(person), person.territory, cameAs(person)]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {takesPart && told && <Chip tone={TONES[presence]}>{tc(`presence.${presence}`)}</Chip>}
      <Menu
        label={tc("person.actions", { name: person.name })}
        items={takesPart && !closed ? acts : [sheet]}
      />
      <EditPerson person={person} open={editing} onClose={() => setEditing(false)} />
      <WriteTo person={person} open={writing} onClose={() => setWriting(false)} />
    </li>
  );
}
