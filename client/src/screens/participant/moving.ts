/** What a person is told as the room moves on to another step, wherever they are and whatever they had begun. */

import { useEffect, useRef, useState } from "preact/hooks";
import { copyText } from "../../parts/copy";
import { type ToastAction, toast } from "../../parts/toast";
import { useMine } from "../../views/mine";
import { useVisit } from "../../visit";
import type { Step } from "../../wire.gen";
import { say } from "../../words";
import { tp } from "../../words/participant";

const go = (page: "now" | "table" | "others"): ToastAction => ({
  label: tp(page === "now" ? "now.go" : `nav.${page}`),
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

/** Ends words as a sentence; a step's title may have its own mark. */
const ended = (words: string) => (/[.!?…]$/.test(words) ? words : `${words}.`);

/**
 * Says that the room moved on, or ended its step: to whoever is on another page, with the way there; to whoever had
 * begun a text in the step that went, with where it is; and gives it to be said aloud to whoever sees the page change.
 */
export function useWordOfSteps(step: Step | undefined, isThere: () => boolean): string {
  const visit = useVisit();
  const [word, setWord] = useState("");
  const before = useRef(step);
  useEffect(() => {
    const last = before.current;
    const info = visit.room.peek("room", "room");
    before.current = step;
    if (!info || info.closed || last?.id === step?.id) return;
    const title = say((step ?? last)?.title);
    const said = tp(step ? "now.changed" : "now.ended", { title });
    if (!isThere()) return step && toast(said, "plain", go("now"));
    // The next step begins at its top.
    scrollTo(0, 0);
    goOn();
    const begun = last ? (visit.drafts.peek()?.begunIn(last) ?? []) : [];
    setWord(begun.length ? "" : said);
    if (begun.length && last) sayBegun(last, ended(said), begun);
  }, [step?.id]);
  return word;
}

/** Says where the texts are that a step took away with it. */
function sayBegun(step: Step, said: string, begun: string[]): unknown {
  if (step.activity === "grid") return toast(tp("now.begun.table", { said }), "plain", go("table"));
  if (step.activity === "gallery") return toast(tp("now.begun.others", { said }), "plain", go("others"));
  toast(tp("now.begun", { said, step: say(step.title) }), "plain", {
    label: tp("card.copy"),
    icon: "copy",
    act: () => void copyText(begun.join("\n")),
  });
}

/** Says that the room closed to whoever is on another page, where one may have been writing. */
export function useWordOfClosing(closed: boolean, isThere: () => boolean): void {
  const visit = useVisit();
  const before = useRef(closed);
  useEffect(() => {
    const was = before.current;
    before.current = closed;
    if (!closed || was) return;
    goOn();
    if (isThere()) return;
    const begun = (visit.drafts.peek()?.begun() ?? []).length > 0;
    const words = [tp("closed.text"), begun && tp("closed.begun.there")];
    toast(words.filter(Boolean).join(" "), "plain", go("now"));
  }, [closed]);
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
    // Who waits for another table has what they began at the last one with them.
    before.current = group ? { group, experience } : last;
    const moved = last.group !== null && last.group.id !== group?.id;
    const turned = !moved && last.experience !== null && last.experience.id !== experience?.id;
    if ((!moved && !turned) || (step?.activity === "grouping" && isThere())) return;
    goOn();
    const grids = visit.room.all("step").filter((one) => one.activity === "grid");
    const begun = grids.some((one) => (visit.drafts.peek()?.begunIn(one) ?? []).length > 0);
    const where = [group?.name, say(experience?.title)].filter(Boolean).join(", ");
    const words = group
      ? [tp("table.moved", { where }), begun && tp("table.moved.begun")]
      : [tp("table.moved.none"), begun && tp("table.moved.kept")];
    toast(words.filter(Boolean).join(" "), "plain", group ? go("table") : undefined);
  }, [group?.id, experience?.id]);
}
