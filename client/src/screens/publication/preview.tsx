/** The publication as it would be read now, in a frame that runs nothing. */

import { useEffect, useRef, useState } from "preact/hooks";
import { publication } from "../../api";
import { Button } from "../../parts/button";
import { useVisit } from "../../visit";
import type { Language } from "../../wire.gen";
import { tPub } from "../../words/publication";
import { whyNot } from "./forms";

interface Shown {
  html: string;
  /** The room's sequence number when it was asked for. */
  seq: number;
}

/** Shows the HTML form; says when the room has moved on, and makes it anew when asked. */
export function Preview({ code, language }: { code: string; language: Language }) {
  const { room, pass } = useVisit();
  const [shown, setShown] = useState<Shown | null>(null);
  const [why, setWhy] = useState("");
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    const seq = room.seq.peek();
    setWhy("");
    publication(code, "html", pass.token, language)
      .then((blob) => blob.text())
      .then(
        (html) => wanted && setShown({ html, seq }),
        (error: unknown) => wanted && setWhy(whyNot(error)),
      );
    return () => {
      wanted = false;
    };
  }, [code, language, pass, room, turn]);
  const stale = shown !== null && room.seq.value > shown.seq;
  return (
    <section class="preview" aria-label={tPub("preview.title")}>
      <div class="row spread preview-head">
        <h2>{tPub("preview.title")}</h2>
        <div class="row" role="status">
          {!shown && !why && <span class="soft">{tPub("preview.loading")}</span>}
          {stale && <span class="soft small">{tPub("preview.changed")}</span>}
        </div>
        {(stale || why) && (
          <Button onClick={() => setTurn(turn + 1)}>{tPub(why ? "preview.again" : "preview.refresh")}</Button>
        )}
      </div>
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
  const follow = () => {
    const inside = frame.current?.contentDocument;
    inside?.addEventListener("click", (event) => {
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
