/** The single texts of a section, found by their words, each opening where it can be reworded. */

import { useState } from "preact/hooks";
import { useAct } from "../../parts/acting";
import { Button, IconButton } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { Field } from "../../parts/field";
import { plain } from "../../plain";
import type { Place } from "../../views/edition";
import type { Language } from "../../wire.gen";
import { tEdit } from "../../words/edition";

/** The most that are shown at once: who looks for one more types a word of it. */
const SHOWN = 40;

interface PlacesProps {
  places: Place[];
  language: Language;
  edited: (place: string) => boolean;
  onPick: (place: Place) => void;
}

/** Lists the texts of a section. */
export function Places({ places, edited, onPick }: PlacesProps) {
  const [typed, setTyped] = useState("");
  const found = places.filter((one) => plain(`${one.label} ${one.text}`).includes(plain(typed.trim())));
  return (
    <section class="stack-s places">
      <h3>{tEdit("places")}</h3>
      {places.length > 8 && <Field label={tEdit("find")} type="search" value={typed} onText={setTyped} />}
      {found.length === 0 && <p class="soft">{tEdit("find.none")}</p>}
      <ul class="plain-list">
        {found.slice(0, SHOWN).map((one) => (
          <li key={one.id} class={one.out ? "off" : undefined}>
            <div class="place-words">
              <p class="small soft row">
                {one.label}
                {edited(one.id) && <Chip tone="accent">{tEdit("is.edited")}</Chip>}
                {one.out && <Chip>{tEdit("is.out")}</Chip>}
              </p>
              <p class="place-text">{one.text || tEdit("place.empty")}</p>
            </div>
            {one.out !== undefined && <LeaveOut place={one} />}
            <IconButton
              icon="edit"
              label={tEdit("place.edit", { name: one.label })}
              onClick={() => onPick(one)}
            />
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p class="soft small">{tEdit("find.more", { n: found.length - SHOWN })}</p>}
    </section>
  );
}

function LeaveOut({ place }: { place: Place }) {
  const act = useAct();
  return (
    <Button
      look="plain"
      onClick={() =>
        void act(
          "edition.set",
          place.out ? { put_back: place.id } : { leave: place.id },
          tEdit(place.out ? "did.back" : "did.out", { name: place.label }),
        )
      }
    >
      {tEdit(place.out ? "put.back" : "leave.out")}
    </Button>
  );
}
