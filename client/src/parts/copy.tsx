/** Copying a text with one press. */

import { t } from "../words";
import { Button } from "./button";
import { toast } from "./toast";

/** Copies a text; `about` says which one to those who only hear the button. */
export function CopyButton({ text, about }: { text: string; about?: string }) {
  const copy = async () => {
    // Over plain http browsers keep the clipboard to themselves; the old way still works there.
    const copied = navigator.clipboard
      ? await navigator.clipboard.writeText(text).then(
          () => true,
          () => copyOldWay(text),
        )
      : copyOldWay(text);
    toast(copied ? t("part.copied") : t("part.copy.failed"), copied ? "plain" : "bad");
  };
  return (
    <Button icon="copy" onClick={() => void copy()}>
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
