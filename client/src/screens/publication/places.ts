/** Which single texts of the room a section prints, each of which can be reworded or left out. */

import type { Room } from "../../room";
import { hanging } from "../../views/boards";
import type { Part, Place } from "../../views/edition";
import { lies, stands } from "../../views/lineage";
import { byOrder, inOrder } from "../../views/order";
import type { Language, Text } from "../../wire.gen";
import { tEdit } from "../../words/edition";

const said = (text: Text, as: Language): string => (as === "en" && text.en ? text.en : text.fr);

/** Gives the texts of a section that a facilitator may reword one by one. */
export function placesOf(room: Room, part: Part, as: Language): Place[] {
  if (part.shows === "experiences") return experiences(room, as);
  if (part.shows === "criteria") return statements(room);
  if (part.shows === "projection") return proposals(room);
  if (part.shows === "boards") return boards(room);
  if (part.shows === "cards") return cards(room);
  return [];
}

function left(room: Room): Set<string> {
  return new Set(room.one("edition", "edition").value?.left_out ?? []);
}

function experiences(room: Room, as: Language): Place[] {
  const out = left(room);
  return byOrder(room.all("experience")).flatMap((one) => {
    const page = one.page ? room.one("page", one.page).value : undefined;
    const name = said(one.title, as);
    const sheet: Place = {
      id: `experience/${one.id}`,
      label: tEdit("place.sheet", { name }),
      title: name,
      text: said(one.summary, as),
      titled: true,
      rich: false,
      out: out.has(`experience/${one.id}`),
    };
    if (!page) return [sheet];
    const dossier: Place = {
      id: `page/${page.id}`,
      label: tEdit("place.dossier", { name }),
      title: said(page.title, as),
      text: said(page.markdown, as),
      titled: false,
      rich: true,
    };
    return [sheet, dossier];
  });
}

const plain = (id: string, label: string, text: string): Place => ({
  id,
  label,
  title: "",
  text,
  titled: false,
  rich: false,
});

function statements(room: Room): Place[] {
  const place = new Map(byOrder(room.all("criterion")).map((one, at) => [one.id, at]));
  const at = (criterion: string | null): number => place.get(criterion ?? "") ?? place.size;
  return room
    .all("statement")
    .filter(stands)
    .sort((a, b) => at(a.criterion) - at(b.criterion) || inOrder(a, b))
    .map((one, n) => plain(`statement/${one.id}`, tEdit("place.statement", { n: n + 1 }), one.text));
}

function proposals(room: Room): Place[] {
  return room
    .all("proposal")
    .filter((one) => !one.withdrawn)
    .sort((a, b) => a.at - b.at)
    .map((one) => plain(`proposal/${one.id}`, tEdit("place.proposal"), one.text));
}

function boards(room: Room): Place[] {
  const out = left(room);
  return hanging(room.all("board")).map((one, n) => ({
    ...plain(`board/${one.id}`, tEdit("place.board", { n: n + 1 }), one.caption),
    out: out.has(`board/${one.id}`),
  }));
}

function cards(room: Room): Place[] {
  return room
    .all("card")
    .filter(lies)
    .sort((a, b) => a.at - b.at)
    .map((one) => plain(`card/${one.id}`, tEdit("place.card"), one.text));
}
