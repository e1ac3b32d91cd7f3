/** Where a sheet belongs: its table, its experience, its row of the grid, and whose words it holds. */

import { Select } from "../../parts/field";
import type { Place } from "../../pictures";
import type { Room } from "../../room";
import { byOrder } from "../../views/order";
import { byName, experienceOf, namesApart } from "../../views/seating";
import { useVisit } from "../../visit";
import { say } from "../../words";
import { tSheets } from "../../words/sheets";

/** What a place needs to name: the same of a picture on its way and of a sheet that is there. */
export type Belongs = Pick<Place, "form" | "group" | "experience" | "criterion" | "round" | "participant">;

/** Completes what a code says with what the room has planned: the experience of a table in a round. */
export function completed(room: Room, place: Place): Place {
  const round = place.round || room.peek("room", "room")?.round || "1";
  const planned = experienceOf(room.all("assignment"), room.all("experience"), place.group ?? null, round);
  return { ...place, round, experience: place.experience ?? planned?.id ?? null };
}

/** Says what a code names that the room does not have, or not any more. */
export function isGone(room: Room, place: Place): boolean {
  const lost = (kind: "group" | "experience" | "criterion", id: string | null | undefined) =>
    Boolean(id) && room.peek(kind, id ?? "") === undefined;
  return (
    lost("group", place.group) || lost("experience", place.experience) || lost("criterion", place.criterion)
  );
}

/** Gives the place less what the room does not have. */
export function standing(room: Room, place: Place): Place {
  const here = (kind: "group" | "experience" | "criterion", id: string | null | undefined) =>
    id && room.peek(kind, id) ? id : null;
  return {
    ...place,
    group: here("group", place.group),
    experience: here("experience", place.experience),
    criterion: here("criterion", place.criterion),
  };
}

/** Names a place in a line: table, experience, round, criterion. */
export function usePlaceName(place: Belongs): string {
  const { room } = useVisit();
  const format = room.one("format", "format").value;
  const round = format && format.rounds.length > 1 && format.rounds.find((one) => one.id === place.round);
  const criterion = room.one("criterion", place.criterion ?? "").value;
  const writer = room.one("participant", place.participant ?? "").value;
  const parts = [
    room.one("group", place.group ?? "").value?.name ?? tSheets("no.table"),
    say(room.one("experience", place.experience ?? "").value?.title),
    round ? say(round.title) : "",
    criterion ? say(criterion.short.fr ? criterion.short : criterion.label) : "",
    writer ? tSheets("of.person", { name: writer.name }) : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

interface PlaceFieldsProps {
  place: Belongs;
  onPlace: (changed: Partial<Belongs>) => void;
}

/** The choices; a table brings the experience that it has in that round. */
export function PlaceFields({ place, onPlace }: PlaceFieldsProps) {
  const { room } = useVisit();
  const info = room.one("room", "room").value;
  const people = byName(room.all("participant")).filter((one) => one.seat === "participant" && !one.left);
  const mates = place.group ? people.filter((one) => one.group === place.group) : people;
  const names = namesApart(mates, room.all("group"));
  const toTable = (group: string) => {
    const round = place.round || info?.round || "1";
    const given = experienceOf(room.all("assignment"), room.all("experience"), group, round);
    onPlace({ group: group || null, experience: given?.id ?? place.experience ?? null });
  };
  return (
    <div class="place-fields">
      <Select label={tSheets("table")} value={place.group ?? ""} onText={toTable}>
        <option value="">{tSheets("table.none")}</option>
        {byOrder(room.all("group")).map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </Select>
      <Select
        label={tSheets("experience")}
        value={place.experience ?? ""}
        onText={(id) => onPlace({ experience: id || null })}
      >
        <option value="">{tSheets("experience.none")}</option>
        {byOrder(room.all("experience")).map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.title)}
          </option>
        ))}
      </Select>
      <Select
        label={tSheets("criterion")}
        value={place.criterion ?? ""}
        onText={(id) => onPlace({ criterion: id || null })}
      >
        <option value="">{tSheets("criterion.none")}</option>
        {byOrder(room.all("criterion")).map((one, at) => (
          <option key={one.id} value={one.id}>
            {at + 1}. {say(one.label)}
          </option>
        ))}
      </Select>
      {!info?.anonymous && (
        <Select
          label={tSheets("writer")}
          help={tSheets("writer.help")}
          value={place.participant ?? ""}
          onText={(id) => onPlace({ participant: id || null })}
        >
          <option value="">{tSheets("writer.none")}</option>
          {mates.map((one) => (
            <option key={one.id} value={one.id}>
              {names.get(one.id)}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}
