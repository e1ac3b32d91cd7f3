/** Says on every page of a room that pictures of sheets still wait on this device, and keeps sending them. */

import { picturesOf } from "../pictures";
import { useVisit } from "../visit";
import { tSheets } from "../words/sheets";
import "../style/sheets.css";

/** The line; nothing where nothing waits. */
export function PicturesLine() {
  const visit = useVisit();
  const n = picturesOf(visit)?.sheets.value.length ?? 0;
  if (n === 0) return null;
  return (
    <p class="pictures-line" role="status">
      {tSheets("waiting", { n })} <a href={`/r/${visit.code}/sheet`}>{tSheets("waiting.see")}</a>
    </p>
  );
}
