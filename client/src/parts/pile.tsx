/** A long list that never stops the page: what is there stays undrawn, what comes is drawn a few at a time. */

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { thisPicture } from "../picture";
import { t } from "../words";
import { Button } from "./button";

/** How many that come together are drawn in one picture; a slow phone has time for no more. */
const AT_ONCE = 1;

interface PileProps {
  ids: string[];
  draw: (id: string) => ComponentChildren;
  /** What `draw` depends on besides the id, in one word: where it changes, all are drawn anew. */
  with: string;
  /** How many are drawn at first, and how many more each time one comes near their end; all where none is given. */
  page?: number;
}

/** Draws a list of things by their ids, in order. */
export function Pile({ ids, draw, with: depends, page }: PileProps) {
  const { drawn, left, more } = useUnrolled(ids, page ?? Number.POSITIVE_INFINITY);
  const kept = useKept(depends);
  return (
    <>
      <ul class="plain-list pile-list">
        {drawn.map((id) =>
          kept(id, () => (
            <li key={id} class="pile-item">
              {draw(id)}
            </li>
          )),
        )}
      </ul>
      {left > 0 && <More left={left} onMore={more} />}
    </>
  );
}

/** Gives each id's drawing as it was made first, which tells Preact that it need not look inside. */
function useKept(depends: string): (id: string, make: () => VNode) => VNode {
  const kept = useRef<{ depends: string; nodes: Map<string, VNode> }>({ depends, nodes: new Map() });
  if (kept.current.depends !== depends) kept.current = { depends, nodes: new Map() };
  const { nodes } = kept.current;
  return (id, make) => {
    let node = nodes.get(id);
    if (!node) {
      node = make();
      nodes.set(id, node);
    }
    return node;
  };
}

/** Lets a list grow by a few a picture as things come, and by a page as one comes to its end. */
function useUnrolled(ids: string[], page: number) {
  const known = useRef<Set<string> | null>(null);
  const [limit, setLimit] = useState(page);
  const [, drawAgain] = useState(0);
  const wanted = ids.length > limit ? ids.slice(0, limit) : ids;
  known.current ??= new Set(wanted);
  const shown = known.current;
  const last = useRef<{ picture: unknown; room: number }>({ picture: null, room: 0 });
  // A list may be gone through several times for one picture, and has room for so many in all of them.
  const picture = thisPicture();
  if (last.current.picture !== picture) last.current = { picture, room: AT_ONCE };
  const drawn = wanted.filter((id) => {
    if (shown.has(id)) return true;
    last.current.room -= 1;
    if (last.current.room >= 0) shown.add(id);
    return last.current.room >= 0;
  });
  const unrolling = drawn.length < wanted.length;
  useEffect(() => {
    if (!unrolling) return;
    const next = requestAnimationFrame(() => drawAgain((turn) => turn + 1));
    return () => cancelAnimationFrame(next);
  });
  return {
    drawn,
    left: unrolling ? 0 : ids.length - wanted.length,
    more: () => setLimit((now) => now + page),
  };
}

/** The end of what is drawn: coming near it draws more, and so does pressing it. */
function More({ left, onMore }: { left: number; onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  const press = useRef(onMore);
  press.current = onMore;
  useEffect(() => {
    if (!end.current || typeof IntersectionObserver === "undefined") return;
    const near = new IntersectionObserver(
      (seen) => seen.some((one) => one.isIntersecting) && press.current(),
      { rootMargin: "600px" },
    );
    near.observe(end.current);
    return () => near.disconnect();
  }, [left]);
  return (
    <div ref={end}>
      <Button onClick={onMore}>{t("part.rest", { n: left })}</Button>
    </div>
  );
}
