/** Short words that come and go: shown at the foot of the page and read aloud politely. */

import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { t } from "../words";
import { Button, IconButton } from "./button";
import type { IconName } from "./icons";

/** What can be done about it while it shows, such as taking it back. */
export interface ToastAction {
  label: string;
  act: () => void;
  /** The arrow of taking back, where nothing else is said. */
  icon?: IconName;
}

/** Words; a function gives them anew when they come late, or in the other language. */
type Said = string | (() => string);

interface Toast {
  id: number;
  text: Said;
  tone: "plain" | "bad";
  action: ToastAction | undefined;
  /** The dialog that it was said in; "" on the page. */
  dialog: string;
}

const toasts = signal<Toast[]>([]);
let last = 0;

/** The dialogs that are open, the uppermost last: what is said under one is dimmed or covered, and read to nobody. */
const dialogs = signal<readonly string[]>([]);

/** Says words in a dialog from now on; gives what ends that, and leaves those that still show to what lay under it. */
export function sayIn(dialog: string): () => void {
  dialogs.value = [...dialogs.peek(), dialog];
  return () => {
    dialogs.value = dialogs.peek().filter((one) => one !== dialog);
    const under = dialogs.peek().at(-1) ?? "";
    toasts.value = toasts.peek().map((one) => (one.dialog === dialog ? { ...one, dialog: under } : one));
  };
}

/** Says something for some seconds, longer what asks for reading or for a decision; gives how to take it away. */
export function toast(text: Said, tone: Toast["tone"] = "plain", action?: ToastAction): () => void {
  const id = ++last;
  // Only what was done last can be taken back from here, so that slips do not pile up over the page.
  const kept = action ? toasts.value.filter((one) => !one.action) : toasts.value;
  const dialog = dialogs.peek().at(-1) ?? "";
  toasts.value = [...kept.slice(-2), { id, text, tone, action, dialog }];
  goesAfter(id, tone === "bad" || action ? 12_000 : 5_000);
  return () => dismiss(id);
}

/**
 * Takes a slip away after so many milliseconds; not from under the hand or the keyboard that came to it. A pointer
 * that only rests where it has appeared holds nothing.
 */
function goesAfter(id: number, wait: number): void {
  setTimeout(() => {
    if (document.querySelector(`[data-toast="${id}"]:is([data-held], :focus-within)`)) goesAfter(id, 2_000);
    else dismiss(id);
  }, wait);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

/** The place where the words appear: one on the page, and one in each dialog that is open. */
export function Toasts({ dialog = "" }: { dialog?: string }) {
  const slips = useRef<HTMLDivElement>(null);
  const came = useRef<EventTarget | null>(null);
  // The button that was pressed goes with its slip: the keyboard returns to where it came from.
  const close = (id: number) => {
    if (slips.current?.contains(document.activeElement)) {
      const back = came.current instanceof HTMLElement && came.current.isConnected && came.current;
      const begin = slips.current?.closest("dialog")?.querySelector("button");
      (back || begin || document.getElementById("content"))?.focus({ preventScroll: true });
    }
    dismiss(id);
  };
  const shown = toasts.value.filter((one) => one.dialog === dialog);
  return (
    <div
      class="toasts"
      role="status"
      aria-live="polite"
      ref={slips}
      onFocusIn={(event) => {
        const from = event.relatedTarget;
        if (!(from instanceof Node && slips.current?.contains(from))) came.current = from;
      }}
    >
      {shown.map((one) => (
        <div
          key={one.id}
          class={`toast ${one.tone}`}
          data-toast={one.id}
          onPointerMove={(event) => {
            if (event.movementX || event.movementY) event.currentTarget.dataset.held = "";
          }}
          onPointerLeave={(event) => delete event.currentTarget.dataset.held}
        >
          <p>{typeof one.text === "string" ? one.text : one.text()}</p>
          {one.action && <ToastButton action={one.action} onClose={() => close(one.id)} />}
          <IconButton icon="close" label={t("part.close")} onClick={() => close(one.id)} />
        </div>
      ))}
    </div>
  );
}

function ToastButton({ action, onClose }: { action: ToastAction; onClose: () => void }) {
  const pick = () => {
    onClose();
    action.act();
  };
  return (
    <Button look="plain" icon={action.icon ?? "undo"} onClick={pick}>
      {action.label}
    </Button>
  );
}
