/** Copying a text with one press. */

import { t } from "../words";
import { Button } from "./button";
import { toast } from "./toast";

/** Copies a text and says that it is done, or that the browser did not let it. */
export async function copyText(text: string): Promise<void> {
  // Over plain http browsers keep the clipboard to themselves; the old way still works there.
  const copied = navigator.clipboard
    ? await navigator.clipboard.writeText(text).then(
        () => true,
        () => copyOldWay(text),
      )
    : copyOldWay(text);
  toast(copied ? t("part.copied") : t("part.copy.failed"), copied ? "plain" : "bad");
}

/** Copies a text; `about` says which one to those who only hear the button. */
export function CopyButton({ text, about }: { text: string; about?: string }) {
  return (
    <Button icon="copy" onClick={() => void copyText(text)}>
      {t("part.copy")}
      {about && <span class="unseen"> {about}</span>}
    </Button>
  );
}

function copyOldWay(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  // A modal dialog keeps focus inside itself, so the field must be in it.
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}
