/** Balanced groups with one press; what can be chosen has a good answer already. */

import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { Confirm } from "../../parts/dialog";
import { Field, Select } from "../../parts/field";
import { attending, coming, type Mix, mixAsked } from "../../views/seating";
import { useVisit } from "../../visit";
import type { GroupBalanceArgs } from "../../wire.gen";
import { tc } from "../../words/console";
import { useRoomInfo, useTables } from "./state";
import { Wishes, wished } from "./wishes";

const MIXES: { [mix in Mix]: GroupBalanceArgs["by"] } = {
  both: ["role", "territory"],
  role: ["role"],
  territory: ["territory"],
  none: [],
};

/** The button that makes groups, with how many and by what. */
export function MakeGroups() {
  const { room } = useVisit();
  const act = useAct();
  const tables = useTables();
  const [count, setCount] = useState("");
  const [picked, setMix] = useState<Mix | null>(null);
  const mix = picked ?? mixAsked(room.all("step"), useRoomInfo().step);
  const [asking, setAsking] = useState(false);
  const [counted, setCounted] = useState<boolean | null>(null);
  const listed = coming(room.all("participant"));
  const came = attending(listed);
  // The day before, all that there is is the list.
  const expected = counted ?? came.length === 0;
  const people = expected ? listed : came;
  const seated = people.some((person) => person.group !== null);
  const make = async () => {
    setAsking(false);
    const wanted = Number(count);
    const known = new Set(people.map((person) => person.id));
    const args = { by: MIXES[mix], expected, ...wished(known), ...(wanted > 0 ? { count: wanted } : {}) };
    const n = wanted > 0 ? wanted : people.length;
    await act("group.balance", args, wanted > 0 ? tc("did.balance", { n }) : tc("did.balance.auto"));
  };
  return (
    <div class="make-groups">
      <Button
        look={tables.length === 0 ? "main" : "quiet"}
        icon="people"
        disabled={people.length === 0}
        onClick={() => (seated ? setAsking(true) : void make())}
      >
        {seated ? tc("tables.remake") : tc("tables.make")}
      </Button>
      <Field
        label={tc("tables.count")}
        type="number"
        value={count}
        placeholder={tc("tables.count.auto")}
        onText={setCount}
      />
      <Select label={tc("tables.by")} value={mix} onText={(value) => setMix(value as Mix)}>
        {(Object.keys(MIXES) as Mix[]).map((one) => (
          <option key={one} value={one}>
            {tc(`tables.by.${one}`)}
          </option>
        ))}
      </Select>
      {listed.length > came.length && (
        <label class="check">
          <input type="checkbox" checked={expected} onChange={() => setCounted(!expected)} />
          {tc("tables.expected", { n: listed.length - came.length })}
        </label>
      )}
      <Wishes />
      <Confirm
        open={asking}
        title={tc("tables.remake.title")}
        text={tc("tables.remake.text")}
        action={tc("tables.remake")}
        onYes={() => void make()}
        onNo={() => setAsking(false)}
      />
    </div>
  );
}
