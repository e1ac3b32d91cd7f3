/** What can be wished of the next balance of groups, beyond how many and by what. */

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { Button, IconButton } from "../../parts/button";
import { Field, Select } from "../../parts/field";
import { byName, coming, namesApart } from "../../views/seating";
import { useVisit } from "../../visit";
import type { GroupBalanceArgs } from "../../wire.gen";
import { tDesk } from "../../words/attention.console";
import { useTables } from "./state";

type Hosts = NonNullable<GroupBalanceArgs["hosts"]>;
const HOSTS: Hosts[] = ["host", "spread", "free"];

interface Pair {
  how: "together" | "apart";
  people: [string, string];
}

/** The wishes outlive the section that shows them, so that looking elsewhere loses none. */
const hosts = signal<Hosts>("host");
const least = signal("");
const most = signal("");
const pairs = signal<Pair[]>([]);

/** Gives the wishes as the balance takes them; who has left since is not asked about. */
export function wished(known: ReadonlySet<string>): Omit<GroupBalanceArgs, "by" | "count"> {
  const held = pairs.peek().filter((pair) => pair.people.every((id) => known.has(id)));
  const those = (how: Pair["how"]) => held.filter((pair) => pair.how === how).map((pair) => pair.people);
  return {
    hosts: hosts.peek(),
    together: those("together"),
    apart: those("apart"),
    ...(Number(least.peek()) > 0 ? { least: Number(least.peek()) } : {}),
    ...(Number(most.peek()) > 0 ? { most: Number(most.peek()) } : {}),
  };
}

/** The fields, folded until somebody wants them. */
export function Wishes() {
  return (
    <details class="folded wishes">
      <summary>{tDesk("wishes.title")}</summary>
      <div class="stack">
        <div class="wishes-line">
          <Select
            label={tDesk("wishes.hosts")}
            value={hosts.value}
            onText={(chosen) => {
              hosts.value = HOSTS.find((one) => one === chosen) ?? "host";
            }}
          >
            {HOSTS.map((one) => (
              <option key={one} value={one}>
                {tDesk(`wishes.hosts.${one}`)}
              </option>
            ))}
          </Select>
          <Size label={tDesk("wishes.least")} size={least} />
          <Size label={tDesk("wishes.most")} size={most} />
        </div>
        <p class="small soft">{tDesk("wishes.size.help")}</p>
        <Pairs />
      </div>
    </details>
  );
}

function Size({ label, size }: { label: string; size: typeof least }) {
  return (
    <Field
      label={label}
      type="number"
      value={size.value}
      onText={(typed) => {
        size.value = typed;
      }}
    />
  );
}

function Pairs() {
  const people = byName(coming(useVisit().room.all("participant")));
  const names = namesApart(people, useTables());
  const [first, setFirst] = useState("");
  const [other, setOther] = useState("");
  const [how, setHow] = useState<Pair["how"]>("together");
  const nameOf = (id: string) => names.get(id) ?? "–";
  const ready = first !== "" && other !== "" && first !== other;
  const add = () => {
    pairs.value = [...pairs.value, { how, people: [first, other] }];
    setFirst("");
    setOther("");
  };
  const choices = [<option key="" value="" />].concat(
    people.map((person) => (
      <option key={person.id} value={person.id}>
        {nameOf(person.id)}
      </option>
    )),
  );
  return (
    <fieldset class="choices">
      <legend>{tDesk("wishes.pair")}</legend>
      <div class="wishes-line">
        <Select label={tDesk("wishes.first")} value={first} onText={setFirst}>
          {choices}
        </Select>
        <Select label={tDesk("wishes.second")} value={other} onText={setOther}>
          {choices}
        </Select>
        <Select label={tDesk("wishes.how")} value={how} onText={(value) => setHow(value as Pair["how"])}>
          <option value="together">{tDesk("wishes.together")}</option>
          <option value="apart">{tDesk("wishes.apart")}</option>
        </Select>
        <Button icon="add" disabled={!ready} onClick={add}>
          {tDesk("wishes.add")}
        </Button>
      </div>
      <ul class="plain-list">
        {pairs.value.map((pair) => {
          const [a, b] = pair.people;
          const wish = tDesk(`wishes.${pair.how}.this`, { first: nameOf(a), second: nameOf(b) });
          return (
            <li key={`${pair.how}/${a}/${b}`} class="row">
              {wish}
              <IconButton
                icon="close"
                label={tDesk("wishes.drop", { wish })}
                onClick={() => {
                  pairs.value = pairs.value.filter((one) => one !== pair);
                }}
              />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
