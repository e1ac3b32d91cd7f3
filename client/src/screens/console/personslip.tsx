/** A person as a slip on the plan: name, role, territory; to drag, or to act on through the menu. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Chip, Initials } from "../../parts/chip";
import { useThing } from "../../parts/drag";
import { Icon } from "../../parts/icons";
import { Menu, type MenuItem } from "../../parts/menu";
import { useVisit } from "../../visit";
import type { Participant } from "../../wire.gen";
import { tc } from "../../words/console";
import { EditPerson } from "./editperson";
import { WriteTo } from "./messages";
import { useRoleName, useRoomInfo, useTables } from "./state";

/** A slip that can be dragged from anywhere on it. */
export function PersonSlip({ person, children }: { person: Participant; children?: ComponentChildren }) {
  const { line, room } = useVisit();
  const roleName = useRoleName();
  const info = useRoomInfo();
  const ref = useThing<HTMLDivElement>(person.id);
  const here = Boolean(line.here.value.here[person.id]);
  const given = person.group
    ? room.one("assignment", `${person.group}:${info.round}`).value?.experience
    : null;
  const witness = person.carries !== null && person.carries === given;
  return (
    <div class="person-slip" ref={ref} data-person={person.id}>
      <Icon name="drag" size={18} />
      <Initials name={person.name} here={here} />
      <div class="person-words">
        <p class="person-name">
          {person.name}
          {!here && person.device && <span class="unseen"> ({tc("presence.dropped")})</span>}
        </p>
        <p class="small soft">{[roleName(person), person.territory].filter(Boolean).join(" · ")}</p>
        {(witness || person.scribe || !person.device) && (
          <p class="row person-marks">
            {witness && <Chip tone="accent">{tc("person.carries")}</Chip>}
            {person.scribe && <Chip>{tc("person.scribe")}</Chip>}
            {!person.device && (
              <Chip>{tc(person.expected ? "presence.expected" : "presence.phoneless")}</Chip>
            )}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}

interface SeatedProps {
  person: Participant;
  onMove: (person: string, place: string) => void;
  nowhere: string;
}

/** A person at a table; the menu does what a drag does, and the rest. */
export function Seated({ person, onMove, nowhere }: SeatedProps) {
  const tables = useTables();
  const closed = useRoomInfo().closed;
  const [editing, setEditing] = useState(false);
  const [writing, setWriting] = useState(false);
  const more = usePersonActs(person, { edit: () => setEditing(true), write: () => setWriting(true) });
  const moves: MenuItem[] = tables
    .filter((table) => table.id !== person.group)
    .map((table) => ({
      label: tc("person.move", { table: table.name }),
      icon: "forward",
      onPick: () => onMove(person.id, table.id),
    }));
  const away: MenuItem = {
    label: tc("person.unseat"),
    icon: "close",
    onPick: () => onMove(person.id, nowhere),
  };
  return (
    <li>
      <PersonSlip person={person}>
        {!closed && (
          <Menu label={tc("person.actions", { name: person.name })} items={[...moves, away, ...more]} />
        )}
      </PersonSlip>
      <EditPerson person={person} open={editing} onClose={() => setEditing(false)} />
      <WriteTo person={person} open={writing} onClose={() => setWriting(false)} />
    </li>
  );
}

/** What can be done with a person wherever they are shown. */
export function usePersonActs(
  person: Participant,
  { edit, write }: { edit: () => void; write: () => void },
): MenuItem[] {
  const act = useAct();
  const { id: participant, name } = person;
  // Handing the pen takes it from who held it at the table; laying it down leaves nobody with it.
  const scribe = () =>
    person.scribe
      ? void act(
          "participant.edit",
          { participant, scribe: false, speaks_for: 1 },
          tc("did.scribe.off", { name }),
        )
      : void act("scribe.hand", { participant }, tc("did.scribe.on", { name }));
  const go = () =>
    void act(
      person.left ? "participant.return" : "participant.leave",
      { participant },
      tc(person.left ? "did.back" : "did.left", { name }),
    );
  const came: MenuItem = {
    label: tc("person.came"),
    icon: "check",
    onPick: () => void act("participant.return", { participant }, tc("did.came", { name })),
  };
  const pen: MenuItem = {
    label: tc(person.scribe ? "person.scribe.off" : "person.scribe.on"),
    icon: "edit",
    onPick: scribe,
  };
  return [
    ...(person.expected && !person.left ? [came] : []),
    ...(person.group === null ? [] : [pen]),
    { label: tc("person.edit"), icon: "person", onPick: edit },
    ...(person.device && !person.left
      ? [{ label: tc("person.write"), icon: "message", onPick: write } satisfies MenuItem]
      : []),
    {
      label: tc(person.left ? "person.back" : "person.left"),
      icon: person.left ? "undo" : "back",
      onPick: go,
    },
  ];
}
