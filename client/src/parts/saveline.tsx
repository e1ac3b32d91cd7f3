/** The line that says truthfully where what I wrote is: saved, waiting, or not accepted and why. */

import { useState } from "preact/hooks";
import { changePass } from "../session";
import { useVisit } from "../visit";
import { isToday, moment, t, whyRefused } from "../words";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Icon, type IconName } from "./icons";
import { RefusedTexts } from "./refusedtexts";

function useSaving(): { icon: IconName; words: string; tone: string } {
  const visit = useVisit();
  const n = visit.outbox.value?.waiting.value.length ?? 0;
  const status = visit.line.status.value;
  if (status.is === "refused") return { icon: "warning", words: whyRefused(status.code), tone: "bad" };
  const trouble = visit.trouble.value;
  if (trouble && n)
    return { icon: "waiting", words: t("line.trouble", { n, why: whyRefused(trouble) }), tone: "warn" };
  if (status.is === "connecting") return { icon: "waiting", words: t("line.connecting"), tone: "plain" };
  if (status.is === "offline" && status.restarting)
    return { icon: "waiting", words: t("line.restarting"), tone: "warn" };
  if (status.is === "offline" && n) return { icon: "offline", words: t("line.waiting", { n }), tone: "warn" };
  if (status.is === "offline") return { icon: "offline", words: t("line.offline"), tone: "warn" };
  if (n) return { icon: "waiting", words: t("line.sending", { n }), tone: "plain" };
  return { icon: "check", words: t("line.saved"), tone: "good" };
}

/** Shows the state of the line and of the outbox, and the refused texts behind a button. */
export function SaveLine() {
  const visit = useVisit();
  const [open, setOpen] = useState(false);
  const { icon, words, tone } = useSaving();
  const outbox = visit.outbox.value;
  const refused = outbox?.refused.value ?? [];
  const status = visit.line.status.value;
  const turnedOut = visit.page === "person" && status.is === "refused" && status.code === "access.token";
  const fragile = outbox && !outbox.durable.value && outbox.waiting.value.length > 0;
  return (
    <div class={`save-line ${tone}`}>
      <span class="row" role="status">
        <Icon name={icon} size={18} />
        {words}
      </span>
      {visit.seenAt.value !== null && (
        <span class="seen-at">
          {t(isToday(visit.seenAt.value) ? "line.seen" : "line.seen.day", {
            time: moment(visit.seenAt.value),
          })}
        </span>
      )}
      {refused.length > 0 && (
        <Button look="plain" icon="warning" onClick={() => setOpen(true)}>
          {t("line.refused", { n: refused.length })}
        </Button>
      )}
      {turnedOut && (
        <Button onClick={() => (refused.length > 0 ? setOpen(true) : changePass(visit.code, "person", null))}>
          {t("join.anew")}
        </Button>
      )}
      {fragile && <p class="warning">{t("line.fragile")}</p>}
      {visit.line.rolledBack.value && <p class="warning">{t("line.rolledback")}</p>}
      <Dialog
        open={open && refused.length > 0}
        title={t("line.refused.title")}
        onClose={() => setOpen(false)}
      >
        {outbox && <RefusedTexts outbox={outbox} placing />}
      </Dialog>
    </div>
  );
}
