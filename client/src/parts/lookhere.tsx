/** "Everybody looks here" on one's own device: a sheet that opens by itself and that one may put away. */

import { useEffect, useState } from "preact/hooks";
import { remember, remembered } from "../remembered";
import { readReference } from "../views/calls";
import { useVisit } from "../visit";
import { tAttention } from "../words/attention";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Icon } from "./icons";
import { late } from "./late";

/** Comes ahead with the other pages, or with the first call. */
export const CalledThing = late(async () => (await import("./called")).CalledThing);

/** Somebody in the middle of a sentence is told, and not torn away from it. */
function isWriting(): boolean {
  const active = document.activeElement;
  return active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement;
}

/** The banner while a call lasts, and the sheet with what is to be looked at. */
export function LookHere() {
  const { room, code } = useVisit();
  const focus = room.one("focus", "focus").value;
  const [open, setOpen] = useState(false);
  const key = `seen:${code}`;
  const on = focus?.on ?? null;
  const at = String(focus?.at ?? 0);
  const reference = readReference(on);
  useEffect(() => {
    setOpen(on !== null && remembered(key) !== at && !isWriting());
  }, [on, at, key]);
  const close = () => {
    remember(key, at);
    setOpen(false);
  };
  return (
    <>
      <div class="look-here" role="status" aria-live="polite">
        {reference && (
          <div class="look-slip">
            <Icon name="eye" />
            <p>{tAttention("call.banner")}</p>
            <Button onClick={() => setOpen(true)}>{tAttention("call.open")}</Button>
          </div>
        )}
      </div>
      <Dialog
        open={open && reference !== null}
        title={reference ? tAttention(`call.title.${reference.kind}`) : ""}
        onClose={close}
        place="side"
      >
        {on !== null && <CalledThing on={on} />}
        <div class="row end">
          <Button look="main" onClick={close}>
            {tAttention("call.done")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
