/** What is said of a person: their name, place in the network, territory, and what they carried. */

import { useId, useState } from "preact/hooks";
import { changed } from "../../changed";
import { newId } from "../../ids";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Field, Select } from "../../parts/field";
import { useVisit } from "../../visit";
import type { Participant } from "../../wire.gen";
import { say } from "../../words";
import { tc } from "../../words/console";
import { PersonEnd } from "./personend";
import { useExperiences } from "./state";

interface Said {
  name: string;
  role: string;
  territory: string;
  carries: string;
}

const NOBODY: Said = { name: "", role: "", territory: "", carries: "" };

function saidOf(person: Participant | null): Said {
  if (!person) return NOBODY;
  const { name, role, territory, carries } = person;
  return { name, role, territory, carries: carries ?? "" };
}

/** Corrects what is said of a person. */
export function EditPerson({
  person,
  open,
  onClose,
}: {
  person: Participant;
  open: boolean;
  onClose: () => void;
}) {
  const act = useAct();
  const save = async (said: Said, began: Said) => {
    const done = tc("did.person.edit", { name: said.name });
    const edited = { participant: person.id, ...changed(began, said) };
    if (await act("participant.edit", edited, done)) onClose();
  };
  return (
    <Dialog open={open} title={tc("person.edit.title", { name: person.name })} onClose={onClose}>
      <PersonForm key={person.id} person={person} go={tc("agenda.save")} onSave={save} />
      <PersonEnd person={person} onGone={onClose} />
    </Dialog>
  );
}

/** Lets somebody in who has no phone. */
export function AddPerson({ open, onClose }: { open: boolean; onClose: () => void }) {
  const act = useAct();
  const save = async (said: Said) => {
    const added = { participant: newId(), ...said, carries: said.carries || null };
    if (await act("participant.add", added, tc("did.person.add", { name: said.name }))) onClose();
  };
  return (
    <Dialog open={open} title={tc("people.add.title")} onClose={onClose}>
      <p class="soft">{tc("people.add.text")}</p>
      <PersonForm person={null} go={tc("people.add.short")} onSave={save} />
    </Dialog>
  );
}

interface FormProps {
  person: Participant | null;
  go: string;
  onSave: (said: Said, began: Said) => Promise<void>;
}

function PersonForm({ person, go, onSave }: FormProps) {
  const [began] = useState(() => saidOf(person));
  const [said, setSaid] = useState(began);
  const change = (part: Partial<Said>) => setSaid({ ...said, ...part });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(said, began);
      }}
    >
      <Field
        label={tc("person.name")}
        value={said.name}
        onText={(name) => change({ name })}
        autoComplete="off"
      />
      {(person === null || person.seat === "participant") && <Place said={said} onChange={change} />}
      <div class="row end">
        <Button type="submit" look="main" disabled={!said.name.trim()}>
          {go}
        </Button>
      </div>
    </form>
  );
}

/** What a person is in the network and in the room: of those who take part, and not of who holds the day. */
function Place({ said, onChange: change }: { said: Said; onChange: (part: Partial<Said>) => void }) {
  const { room } = useVisit();
  const format = room.one("format", "format").value;
  const experiences = useExperiences();
  const list = useId();
  return (
    <>
      <Select label={tc("person.role")} value={said.role} onText={(role) => change({ role })}>
        <option value="">{tc("person.role.none")}</option>
        {format?.roles.map((role) => (
          <option key={role.id} value={role.id}>
            {say(role.label)}
          </option>
        ))}
      </Select>
      <Field
        label={tc("person.territory")}
        value={said.territory}
        list={list}
        onText={(territory) => change({ territory })}
        optional
      />
      <datalist id={list}>
        {format?.territories.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {experiences.length > 0 && (
        <Select label={tc("person.carried")} value={said.carries} onText={(carries) => change({ carries })}>
          <option value="">{tc("person.carried.none")}</option>
          {experiences.map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.title)}
            </option>
          ))}
        </Select>
      )}
    </>
  );
}
