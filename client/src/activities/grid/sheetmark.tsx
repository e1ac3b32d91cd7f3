/** The mark on a card that was written off a sheet of paper; it opens the picture for who may see it. */

import { useState } from "preact/hooks";
import { Dialog } from "../../parts/dialog";
import { Icon } from "../../parts/icons";
import { late } from "../../parts/late";
import { useVisit } from "../../visit";
import { tSheets } from "../../words/sheets";
import "../../style/sheetpicture.css";

const SheetPicture = late(async () => (await import("../../parts/sheetpicture")).SheetPicture);

/** A small sheet of paper: pressed, it shows what was written by hand. */
export function SheetMark({ id }: { id: string }) {
  const sheet = useVisit().room.one("sheet", id).value;
  const [open, setOpen] = useState(false);
  if (!sheet)
    return (
      <span class="sheet-mark" role="img" aria-label={tSheets("mark")} title={tSheets("mark")}>
        <Icon name="paper" size={16} />
      </span>
    );
  return (
    <>
      <button
        type="button"
        class="sheet-mark"
        aria-label={tSheets("mark.open")}
        title={tSheets("mark.open")}
        onClick={() => setOpen(true)}
      >
        <Icon name="paper" size={18} />
      </button>
      <Dialog open={open} title={tSheets("mark")} onClose={() => setOpen(false)} place="side">
        <SheetPicture sheet={sheet} />
      </Dialog>
    </>
  );
}
