/** Short words that come and go: shown at the foot of the page and read aloud politely. */

import { signal } from "@preact/signals";
import { t } from "../words";
import { IconButton } from "./button";

interface Toast {
  id: number;
  text: string;
  tone: "plain" | "bad";
}

const toasts = signal<Toast[]>([]);
let last = 0;

/** Says something for some seconds; a refusal stays longer, because it asks for reading. */
export function toast(text: string, tone: Toast["tone"] = "plain"): void {
  const id = ++last;
  toasts.value = [...toasts.value.slice(-2), { id, text, tone }];
  setTimeout(() => dismiss(id), tone === "bad" ? 12_000 : 5_000);
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
          <p>{one.text}</p>
          <IconButton icon="close" label={t("part.close")} onClick={() => dismiss(one.id)} />
        </div>
      ))}
    </div>
  );
}
