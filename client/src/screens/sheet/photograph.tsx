/** Photographing a sheet: where its words go, the camera, and how far each picture is. */

import { useState } from "preact/hooks";
import { Pick } from "../../parts/pick";
import { toast } from "../../parts/toast";
import { type Place, picturesOf } from "../../pictures";
import { unfit } from "../../views/boards";
import { useVisit } from "../../visit";
import { tSheets } from "../../words/sheets";
import { Arrived } from "./arrived";
import { completed, isGone, PlaceFields, standing, usePlaceName } from "./place";
import { Waiting } from "./waiting";

/** The page that the code on a sheet opens; `printed` is what the code says. */
export function Photograph({ printed }: { printed: Place }) {
  const visit = useVisit();
  const { room } = visit;
  const { place, choose } = usePlace(printed);
  const [gone] = useState(() => isGone(room, printed));
  const closed = room.one("room", "room").value?.closed ?? false;
  const number = printed.number ?? "";
  const title = number ? tSheets("photograph.this", { number }) : tSheets("photograph");
  return (
    <div class="stack-l photograph">
      <header class="stack-s">
        <p class="over-title">{tSheets(place.form === "person" ? "form.person" : "form.table")}</p>
        <h1>{title}</h1>
      </header>
      {closed ? (
        <p class="sheet">{tSheets("closed")}</p>
      ) : (
        <>
          <WhereTo place={place} gone={gone} onPlace={choose} />
          <Camera place={place} />
        </>
      )}
      <Waiting />
      <Arrived />
    </div>
  );
}

/**
 * Where the words go: what the code says and what one chooses here, and for the rest what the room has planned now. The
 * page may lie open from one round to the next.
 */
function usePlace(printed: Place) {
  const { room } = useVisit();
  const [said, setSaid] = useState<Partial<Place>>({});
  // Looked at, so that a new round and another plan are seen here.
  void [room.one("room", "room").value, room.all("assignment")];
  const planned = (group = said.group) =>
    completed(room, { ...standing(room, printed), ...(group !== undefined && { group }) });
  const place: Place = { ...planned(), ...said };
  const choose = (changed: Partial<Place>) => {
    const next = { ...said, ...changed };
    if (next.experience === planned(next.group).experience) delete next.experience;
    setSaid(next);
  };
  return { place, choose };
}

/** Where the words go, in a line; in full where the code does not say it, or where somebody wants to change it. */
function WhereTo({
  place,
  gone,
  onPlace,
}: {
  place: Place;
  gone: boolean;
  onPlace: (said: Partial<Place>) => void;
}) {
  const name = usePlaceName(place);
  const [open] = useState(!place.group || gone);
  return (
    <section class="sheet stack-s" aria-label={tSheets("where")}>
      {open && <p class="aside-note">{tSheets(gone ? "where.gone" : "where.unknown")}</p>}
      <details class="place-fold" open={open}>
        <summary>
          <span class="place-name">
            <span class="small soft">{tSheets("where")}</span>
            <strong>{name}</strong>
          </span>
          <span class="place-change">{tSheets("change")}</span>
        </summary>
        <PlaceFields place={place} onPlace={onPlace} />
      </details>
    </section>
  );
}

/** The camera and the choice of pictures. */
function Camera({ place }: { place: Place }) {
  const pictures = picturesOf(useVisit());
  const take = (list: FileList | null) => {
    for (const file of list ?? []) {
      const why = unfit(file);
      if (why === "type") toast(tSheets("unfit", { name: file.name }), "bad");
      else if (why === "big")
        toast(tSheets("big", { name: file.name, size: Math.ceil(file.size / 1_048_576) }), "bad");
      // What lies in the cloud, or was put away by its app, can be chosen and not read.
      else pictures?.take(file, place).catch(() => toast(tSheets("unread", { name: file.name }), "bad"));
    }
  };
  return (
    <section class="camera stack">
      <Pick label={tSheets("take")} icon="camera" look="main" camera onPick={take} />
      <Pick label={tSheets("choose")} onPick={take} />
      <p class="help">{tSheets("photograph.help")}</p>
    </section>
  );
}
