/** What narrows the cards: words, whether they are used, and where they come from; and what is on, in sight. */

import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Field, Select } from "../../parts/field";
import { Icon } from "../../parts/icons";
import { filters, NO_FILTER } from "../../views/board";
import { byOrder } from "../../views/order";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tBoard } from "../../words/synthesis";
import { useDesk } from "./desk";

/** More than these are not chosen in one go: nobody reads what two hundred cards say together. */
const MOST_CHOSEN = 100;

/** The fields and buttons over the list of cards. */
export function FilterBar() {
  const desk = useDesk();
  const { filter, counts, section } = desk;
  const [open, setOpen] = useState(false);
  const now = filter.value;
  const set = (part: Partial<typeof now>) => {
    filter.value = { ...now, ...part };
  };
  const unused = counts.value.get(section.value)?.unused ?? 0;
  return (
    <div class="filters">
      <Field
        type="search"
        quiet
        label={tBoard("filter.words")}
        placeholder={tBoard("filter.words.hint")}
        value={now.words}
        onText={(words) => set({ words })}
      />
      <div class="filters-first">
        <button
          type="button"
          class="toggle"
          aria-pressed={now.unused}
          onClick={() => set({ unused: !now.unused })}
        >
          {tBoard("filter.unused")} <span class="figures">({unused})</span>
        </button>
        <ChooseAll />
        {filters(now) && (
          <Button
            look="plain"
            onClick={() => {
              filter.value = NO_FILTER;
            }}
          >
            {tBoard("filter.clear")}
          </Button>
        )}
      </div>
      <Chosen />
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{tBoard("filter.title")}</summary>
        <div class="filters-grid">{open && <Choices />}</div>
      </details>
    </div>
  );
}

/** Chooses all that is shown, so that what a search found becomes a statement in two taps. */
function ChooseAll() {
  const desk = useDesk();
  const shown = desk.cards.value;
  const left = shown.filter((id) => !desk.chosen.value.has(id)).length;
  if (!desk.mayEdit.value || !filters(desk.filter.value) || left === 0 || shown.length > MOST_CHOSEN)
    return null;
  return (
    <Button
      look="plain"
      onClick={() => {
        desk.chosen.value = new Set([...desk.chosen.value, ...shown]);
      }}
    >
      {tBoard("chosen.all", { n: shown.length })}
    </Button>
  );
}

/** The filters that are on, each with the cross that takes it off: none is forgotten in a closed drawer. */
function Chosen() {
  const { filter } = useDesk();
  const choices = useChoices();
  const on = FACETS.filter((what) => filter.value[what] !== "");
  if (on.length === 0) return null;
  return (
    <ul class="filters-on plain-list">
      {on.map((what) => {
        const label = choices[what].find((one) => one.id === filter.value[what])?.label ?? "";
        return (
          <li key={what}>
            <button
              type="button"
              class="filter-on"
              aria-label={tBoard("filter.off", { what: tBoard(`filter.${what}`), label })}
              onClick={() => {
                filter.value = { ...filter.value, [what]: "" };
              }}
            >
              {label}
              <Icon name="close" size={16} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const FACETS = ["experience", "domain", "kind", "group"] as const;

function useChoices() {
  const { room } = useVisit();
  return {
    experience: byOrder(room.all("experience")).map((one) => ({ id: one.id, label: say(one.title) })),
    domain: byOrder(room.all("domain")).map((one) => ({ id: one.id, label: say(one.label) })),
    kind: (room.one("format", "format").value?.kinds ?? []).map((one) => ({
      id: one.id,
      label: say(one.label),
    })),
    group: byOrder(room.all("group")).map((one) => ({ id: one.id, label: one.name })),
  };
}

function Choices() {
  const { filter, facets } = useDesk();
  const choices = useChoices();
  const counts = facets.value;
  return (
    <>
      {FACETS.filter((what) => choices[what].length > 0).map((what) => (
        <Select
          key={what}
          label={tBoard(`filter.${what}`)}
          value={filter.value[what]}
          onText={(id) => {
            filter.value = { ...filter.value, [what]: id };
          }}
        >
          <option value="">{tBoard(`filter.${what}.all`)}</option>
          {choices[what].map((choice) => (
            <option key={choice.id} value={choice.id}>
              {`${choice.label} (${counts.get(`${what}/${choice.id}`) ?? 0})`}
            </option>
          ))}
        </Select>
      ))}
    </>
  );
}
