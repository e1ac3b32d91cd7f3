/** A dialog: the browser's own, so that focus, Escape and what lies behind are handled as people know. */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../words";
import { Button, IconButton } from "./button";
import { sayIn, Toasts } from "./toast";

interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** `side` slides in from the edge and fills a phone; the middle is for short questions. */
  place?: "middle" | "side";
}

/** Shows its children over the page while `open`; focus comes back to where it was. */
export function Dialog({ open, title, onClose, children, place = "middle" }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  /** Whether the press began beside it: who selects words and lets go beyond its edge goes on in it. */
  const beside = useRef(false);
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) element.showModal();
    if (!open && element?.open) element.close();
    return open ? sayIn(id) : undefined;
  }, [open, id]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by keyboard, as the browser does
    <dialog
      ref={dialog}
      class={`dialog ${place}`}
      aria-labelledby={id}
      onClose={onClose}
      onPointerDown={(event) => {
        beside.current = event.target === dialog.current;
      }}
      onClick={(event) => event.target === dialog.current && beside.current && onClose()}
    >
      {open && (
        <div class="dialog-inside">
          <div class="dialog-head row spread">
            <h2 id={id}>{title}</h2>
            <IconButton icon="close" label={t("part.close")} onClick={onClose} />
          </div>
          {children}
        </div>
      )}
      {open && <Toasts dialog={id} />}
    </dialog>
  );
}

interface ConfirmProps {
  open: boolean;
  title: string;
  text: string;
  action: string;
  danger?: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something that is hard to take back. */
export function Confirm({ open, title, text, action, danger, onYes, onNo }: ConfirmProps) {
  return (
    <Dialog open={open} title={title} onClose={onNo}>
      <p>{text}</p>
      <div class="row end">
        <Button onClick={onNo}>{t("part.cancel")}</Button>
        <Button look={danger ? "danger" : "main"} onClick={onYes}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
