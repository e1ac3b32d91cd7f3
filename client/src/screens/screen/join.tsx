/** How to come in: a code to scan, a code to type, and how many are here. */

import { useEffect, useState } from "preact/hooks";
import { RefusedCall, roomFront } from "../../api";
import { JoinQr } from "../../parts/qr";
import { attending } from "../../views/seating";
import { useVisit } from "../../visit";
import { day } from "../../words";
import { ts } from "../../words/screen";

/**
 * Gives the address to type, which the server knows: a laptop that shows its own `localhost` would
 * send every phone astray. Until the answer is here, and where none comes, this page's own.
 */
function useAddress(code: string): string {
  const [host, setHost] = useState(location.host);
  useEffect(() => {
    roomFront(code).then(
      (front) => setHost(new URL(front.join).host),
      (failure) => {
        if (!(failure instanceof RefusedCall)) throw failure;
      },
    );
  }, [code]);
  return host;
}

/** How much a title has to shrink, that its lines leave the code its place. */
function lengthOf(title: string): string {
  if (title.length > 80) return "longest";
  return title.length > 24 ? "long" : "";
}

/** The way in, for a whole hall. */
export function JoinView() {
  const { room, code } = useVisit();
  const info = room.one("room", "room").value;
  const address = useAddress(code);
  const people = attending(room.all("participant"));
  const spelled = code.split("").join(" ");
  return (
    <div class="join-view">
      <div class={`join-words ${lengthOf(info?.title ?? "")}`}>
        <h1>{info?.title}</h1>
        <p class="join-when">{[info?.date && day(info.date), info?.place].filter(Boolean).join(" · ")}</p>
        <p class="join-how">{ts("join.how")}</p>
        <p class="join-address">{address}</p>
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
