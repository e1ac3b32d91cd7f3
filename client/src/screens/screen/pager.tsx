/** The foot of a view that has several pages. */

import { IconButton } from "../../parts/button";
import { ts } from "../../words/screen";

/** Shows where we are, and turns; nothing where one page is enough. */
export function Pager({ page, count, turn }: { page: number; count: number; turn: (by: number) => void }) {
  if (count < 2) return null;
  return (
    <div class="pager">
      <IconButton icon="back" label={ts("pages.back")} onClick={() => turn(-1)} />
      <span class="figures">{ts("pages.of", { page: page + 1, all: count })}</span>
      <IconButton icon="forward" label={ts("pages.forward")} onClick={() => turn(1)} />
    </div>
  );
}
