/** How to come in: a code to scan, a code to type, and how many are here. */

import { JoinQr } from "../../parts/qr";
import { attending } from "../../views/seating";
import { useVisit } from "../../visit";
import { day } from "../../words";
import { ts } from "../../words/screen";

/** The way in, for a whole hall. */
export function JoinView() {
  const { room, code } = useVisit();
  const info = room.one("room", "room").value;
  const people = attending(room.all("participant"));
  const spelled = code.split("").join(" ");
  return (
    <div class="join-view">
      <div class="join-words">
        <h1>{info?.title}</h1>
        <p class="join-when">{[info?.date && day(info.date), info?.place].filter(Boolean).join(" · ")}</p>
        <p class="join-how">{ts("join.how")}</p>
        <p class="join-address">{location.host}</p>
        <p class="join-huge figures" role="img" aria-label={`${ts("join.code")} ${spelled}`}>
          {code.slice(0, 3)}
          <span class="join-gap" />
          {code.slice(3)}
        </p>
        <p class="join-here" role="status">
          {people.length ? ts("join.here", { n: people.length }) : ts("join.nobody")}
        </p>
      </div>
      <JoinQr code={code} />
    </div>
  );
}
