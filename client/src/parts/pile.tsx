/**
 * A long list that never stops the page: what is drawn stays as it is, what comes is drawn one a picture,
 * and what lies far from where one looks is drawn when one comes near.
 */

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { beforePicture } from "../picture";
import { t } from "../words";
import { Button } from "./button";
import { type Gap, nextOf, partsOf, type Side, surplusOf } from "./unrolling";

/** How many are drawn where a gap is pressed. */
const PRESSED = 8;

/** From which place on what is drawn is laid out only when it comes near; before, skipping costs more than it spares. */
const FAR = 10;

/** How near one must come: a little above the page’s upper edge, or most of a page below its lower one. */
const NEAR = "100px 0px 600px 0px";

interface PileProps {
  ids: string[];
  draw: (id: string) => ComponentChildren;
  /** What `draw` depends on besides the id, in one word: where it changes, all are drawn anew. */
  with: string;
  /** How many are drawn at first. */
  page: number;
}

/** Draws a list of things by their ids, in order. */
export function Pile({ ids, draw, with: depends, page }: PileProps) {
  const list = useRef<HTMLUListElement>(null);
  const { parts, come, press } = useUnrolled(ids, page, list);
  const kept = useKept(depends);
  return (
    <ul class="plain-list pile-list" ref={list}>
      <Edge key="top" onCome={(side) => come("top", side)} />
      {parts.map((part, at) =>
        typeof part === "string" ? (
          kept(part, () => (
            <li key={part} class={at < FAR ? "pile-item" : "pile-item far"} data-id={part}>
              {draw(part)}
            </li>
          ))
        ) : (
          <GapView
            key={part.key}
            gap={part}
            onCome={(side) => come(part.key, side)}
            onPress={() => press(part)}
          />
        ),
      )}
    </ul>
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

/** Lets a list grow by one a picture where one is near, and by a handful where a gap is pressed. */
function useUnrolled(ids: string[], page: number, list: { current: HTMLUListElement | null }) {
  const [drawn] = useState(() => new Set(ids.slice(0, page)));
  const [near] = useState(() => new Map<string, Side | undefined>());
  const [, drawAgain] = useState(0);
  const pressed = useRef<string | null>(null);
  const parts = partsOf(ids, drawn);
  const next = nextOf(ids, parts, near, page);
  const surplus = next === undefined ? surplusOf(parts, near, page) : [];
  const draw = (more: string[]) => {
    for (const id of more) drawn.add(id);
    drawAgain((turn) => turn + 1);
  };
  useEffect(() => {
    if (next === undefined && surplus.length === 0) return;
    return beforePicture(() => {
      for (const id of surplus) drawn.delete(id);
      draw(next === undefined ? [] : [next]);
    });
  });
  useLayoutEffect(() => {
    if (pressed.current === null) return;
    // The button may be gone: whoever pressed it goes on at the first of what it brought.
    const first = list.current?.querySelector<HTMLElement>(`[data-id="${pressed.current}"]`);
    pressed.current = null;
    if (first) first.tabIndex = -1;
    first?.focus();
  });
  return {
    parts,
    come: (key: string, side: Side | undefined) => {
      near.set(key, side);
      if (side) drawAgain((turn) => turn + 1);
    },
    press: (gap: Gap) => {
      pressed.current = ids[gap.from] ?? null;
      draw(ids.slice(gap.from, Math.min(gap.to, gap.from + PRESSED)));
    },
  };
}

interface GapProps {
  gap: Gap;
  onCome: (side: Side | undefined) => void;
  onPress: () => void;
}

/** The place of what is not drawn, which says how much it is. */
function GapView({ gap, onCome, onPress }: GapProps) {
  const count = gap.to - gap.from;
  return (
    <>
      {/* Apart, for the button stays in sight where these are newer and one is below them. */}
      <Edge onCome={onCome} />
      {count > 0 && (
        <li class={gap.newer ? "pile-gap newer" : "pile-gap"}>
          <Button onClick={onPress}>{t(gap.newer ? "part.newer" : "part.rest", { n: count })}</Button>
        </li>
      )}
    </>
  );
}

/** A place in the list that tells when one comes near it, and when one goes. */
function Edge({ onCome }: { onCome: (side: Side | undefined) => void }) {
  const edge = useRef<HTMLLIElement>(null);
  const come = useRef(onCome);
  come.current = onCome;
  useEffect(() => {
    if (!edge.current) return;
    const near = new IntersectionObserver(
      (seen) => {
        const last = seen.at(-1);
        if (last) come.current(last.isIntersecting ? sideOf(last.boundingClientRect) : undefined);
      },
      { rootMargin: NEAR },
    );
    near.observe(edge.current);
    return () => {
      near.disconnect();
      come.current(undefined);
    };
  }, []);
  return <li class="pile-edge" ref={edge} aria-hidden="true" />;
}

/** A gap above the page is filled upwards, so that nothing moves before one's eyes; any other from its top. */
function sideOf(edge: DOMRectReadOnly): Side {
  return edge.top < 0 ? "last" : "first";
}
