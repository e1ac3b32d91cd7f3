/** The publication as it would be read now, in a frame that runs nothing. */

import { useEffect, useRef, useState } from "preact/hooks";
import { make } from "../../making";
import { Button } from "../../parts/button";
import { movedOn } from "../../views/moved";
import { useVisit } from "../../visit";
import type { Language, MakingState } from "../../wire.gen";
import { tPub } from "../../words/publication";
import { Progress, phaseOf, whyNot } from "./forms";

interface Shown {
  html: string;
  /** The room's sequence number that it shows. */
  seq: number;
}

/** How long the edition must rest before the preview is made anew, in milliseconds. */
const REST = 500;

/** When something of the edition changed last, as the newest revision among what it is made of. */
function useEdited(): number {
  const { room } = useVisit();
  const revs = [...room.all("passage"), ...room.all("edition")].map((one) => one.rev);
  return Math.max(0, ...revs) + revs.length;
}

/** Makes the HTML form when asked, and by itself after an edit; keeps the last one until the next is there. */
function usePreview(code: string, language: Language) {
  const { pass } = useVisit();
  const [shown, setShown] = useState<Shown | null>(null);
  const [state, setState] = useState<MakingState | null>(null);
  const [why, setWhy] = useState("");
  const [turn, setTurn] = useState(0);
  const edited = useEdited();
  const first = useRef(true);
  useEffect(() => {
    const begun = new AbortController();
    const wait = first.current ? 0 : REST;
    first.current = false;
    const rested = setTimeout(() => {
      setWhy("");
      make({ code, token: pass.token, form: "html", language, small: true }, begun.signal, setState)
        .then(async ({ blob, seq }) => {
          const html = await blob.text();
          if (!begun.signal.aborted) setShown({ html, seq });
        })
        .catch((error: unknown) => !begun.signal.aborted && setWhy(whyNot(error)))
        .finally(() => !begun.signal.aborted && setState(null));
    }, wait);
    return () => {
      clearTimeout(rested);
      begun.abort();
    };
  }, [code, language, pass, turn, edited]);
  return { shown, state, why, again: () => setTurn((last) => last + 1) };
}

/** Shows the HTML form; says when the room has moved on, and makes it anew when asked. */
export function Preview({ code, language }: { code: string; language: Language }) {
  const { room } = useVisit();
  const { shown, state, why, again } = usePreview(code, language);
  const stale = shown !== null && state === null && movedOn(room, shown.seq);
  return (
    <section class="preview" aria-label={tPub("preview.title")}>
      <div class="row spread preview-head">
        <h2>{tPub("preview.title")}</h2>
        <div class="row" role="status">
          {state ? (
            <span class="soft small">{phaseOf(state)}</span>
          ) : (
            !shown && !why && <span class="soft">{tPub("preview.loading")}</span>
          )}
          {stale && <span class="soft small">{tPub("preview.changed")}</span>}
        </div>
        {(stale || why) && <Button onClick={again}>{tPub(why ? "preview.again" : "preview.refresh")}</Button>}
      </div>
      {state && <Progress state={state} />}
      {why && (
        <p class="error" role="alert">
          {tPub("preview.failed")} {why}
        </p>
      )}
      {shown && <Frame html={shown.html} />}
    </section>
  );
}

/**
 * The frame is of our own origin, so that its inner links can be followed from here, and may run no
 * script, so that it cannot use that: it is read, never executed.
 */
function Frame({ html }: { html: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const at = useRef(0);
  const follow = () => {
    const inside = frame.current?.contentDocument;
    if (!inside) return;
    // Who edits goes on reading where they were.
    inside.documentElement.style.scrollBehavior = "auto";
    inside.documentElement.scrollTop = at.current;
    inside.documentElement.style.scrollBehavior = "";
    inside.addEventListener("scroll", () => {
      at.current = inside.documentElement.scrollTop;
    });
    inside.addEventListener("click", (event) => {
      const element = event.target as Element | null;
      const target = element?.closest?.("a[href^='#']")?.getAttribute("href")?.slice(1);
      if (target === undefined) return;
      // In a frame without an address of its own, an inner link would load our page in its place.
      event.preventDefault();
      const found = inside.getElementById(decodeURIComponent(target));
      found?.scrollIntoView();
      found?.setAttribute("tabindex", "-1");
      found?.focus({ preventScroll: true });
    });
  };
  return (
    <iframe
      ref={frame}
      class="preview-frame"
      title={tPub("preview.frame")}
      sandbox="allow-same-origin"
      srcdoc={html}
      onLoad={follow}
    />
  );
}
