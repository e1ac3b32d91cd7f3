/** Short words that come and go: shown at the foot of the page and read aloud politely. */

import { signal } from "@preact/signals";
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
}

const toasts = signal<Toast[]>([]);
let last = 0;

/** Says something for some seconds; what asks for reading or for a decision stays longer. */
export function toast(text: Said, tone: Toast["tone"] = "plain", action?: ToastAction): void {
  const id = ++last;
  // Only what was done last can be taken back from here, so that slips do not pile up over the page.
  const kept = action ? toasts.value.filter((one) => !one.action) : toasts.value;
  toasts.value = [...kept.slice(-2), { id, text, tone, action }];
  setTimeout(() => dismiss(id), tone === "bad" || action ? 12_000 : 5_000);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

/** The place where the words appear; once a page. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((one) => (
        <div key={one.id} class={`toast ${one.tone}`}>
          <p>{typeof one.text === "string" ? one.text : one.text()}</p>
          {one.action && <ToastButton toast={one} action={one.action} />}
          <IconButton icon="close" label={t("part.close")} onClick={() => dismiss(one.id)} />
        </div>
      ))}
    </div>
  );
}

function ToastButton({ toast, action }: { toast: Toast; action: ToastAction }) {
  const pick = () => {
    dismiss(toast.id);
    action.act();
  };
  return (
    <Button look="plain" icon={action.icon ?? "undo"} onClick={pick}>
      {action.label}
    </Button>
  );
}
