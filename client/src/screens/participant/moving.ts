/** What a person is told as the room moves on to another step, wherever they are and whatever they had begun. */

import { useEffect, useRef, useState } from "preact/hooks";
import { copyText } from "../../parts/copy";
import { type ToastAction, toast } from "../../parts/toast";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";

const go = (page: "now" | "table"): ToastAction => ({
  label: tp(page === "now" ? "now.go" : "nav.table"),
  icon: "forward",
  act: () => {
    location.hash = page;
  },
});

/** Whoever wrote in a field that went goes on from the page it was on. */
function goOn(): void {
  if (document.activeElement === document.body)
    document.getElementById("content")?.focus({ preventScroll: true });
}

/**
 * Says that the room moved on: to whoever is on another page, with the way there; to whoever had begun a text in
 * the step that went, with where it is; and gives it to be said aloud to whoever sees the page change.
 */
export function useWordOfSteps(step: Step | undefined, isThere: () => boolean): string {
  const visit = useVisit();
  const [word, setWord] = useState("");
  const before = useRef(step);
  useEffect(() => {
    const last = before.current;
    before.current = step;
    if (!step || last?.id === step.id) return;
    const title = say(step.title);
    if (!isThere()) return toast(tp("now.changed", { title }), "plain", go("now"));
    // The next step begins at its top.
    scrollTo(0, 0);
    goOn();
    const begun = last ? (visit.drafts.peek()?.begunIn(last.id) ?? []) : [];
    setWord(begun.length ? "" : tp("now.changed", { title }));
    if (begun.length && last?.activity === "grid")
      toast(tp("now.begun.table", { title }), "plain", go("table"));
    else if (begun.length)
      toast(tp("now.begun", { title, step: say(last?.title) }), "plain", {
        label: tp("card.copy"),
        icon: "copy",
        act: () => void copyText(begun.join("\n")),
      });
  }, [step?.id]);
  return word;
}

/**
 * Says that a person sits at another table now, or that theirs has another experience: the sheet under their hands
 * changed, and what they had begun goes along. Where the step is about tables, its page says so itself.
 */
export function useWordOfTable(step: Step | undefined, isThere: () => boolean): void {
  const visit = useVisit();
  const { group, experience } = useMine();
  const before = useRef({ group, experience });
  useEffect(() => {
    const last = before.current;
    before.current = { group, experience };
    const moved = last.group !== null && last.group.id !== group?.id;
    const turned = !moved && last.experience !== null && last.experience.id !== experience?.id;
    if ((!moved && !turned) || (step?.activity === "grouping" && isThere())) return;
    goOn();
    if (!group) return toast(tp("table.moved.none"));
    const grids = visit.room.all("step").filter((one) => one.activity === "grid");
    const begun = grids.some((one) => (visit.drafts.peek()?.begunIn(one.id) ?? []).length > 0);
    const where = [group.name, say(experience?.title)].filter(Boolean).join(", ");
    const words = [tp("table.moved", { where }), begun && tp("table.moved.begun")];
    toast(words.filter(Boolean).join(" "), "plain", go("table"));
  }, [group?.id, experience?.id]);
}
