/**
 * A long list that never stops the page: what is drawn stays as it is, what comes is drawn one at a time,
 * built for one picture and shown in another, and what lies far from where one looks is drawn when one
 * comes near.
 */

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../words";
import { Button } from "./button";
import { useStepwise } from "./stepwise";
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
  const { parts, built, come, press } = useUnrolled(ids, page, list);
  const kept = useKept(depends, draw);
  const builtAt = built === undefined ? -1 : ids.indexOf(built);
  const item = (id: string, at: number) => kept(id, at >= FAR, id === built);
  return (
    <ul class="plain-list pile-list" ref={list}>
      <Edge key="top" onCome={(side) => come("top", side)} />
      {parts.flatMap((part, at) => {
        if (typeof part === "string") return item(part, at);
        const gap = (
          <GapView
            key={part.key}
            gap={part}
            onCome={(side) => come(part.key, side)}
            onPress={() => press(part)}
          />
        );
        if (built === undefined || builtAt < part.from || builtAt >= part.to) return gap;
        return builtAt === part.from ? [item(built, at), gap] : [gap, item(built, at)];
      })}
    </ul>
  );
}

/** What was drawn of one thing, and how it stands in the list. */
interface Drawn {
  far: boolean;
  node: ComponentChildren;
  item?: VNode;
}

/** Gives each id with its drawing as it was made first, which tells Preact that it need not look inside. */
function useKept(
  depends: string,
  draw: (id: string) => ComponentChildren,
): (id: string, far: boolean, hidden: boolean) => VNode {
  const kept = useRef<{ depends: string; all: Map<string, Drawn> }>({ depends, all: new Map() });
  if (kept.current.depends !== depends) kept.current = { depends, all: new Map() };
  const { all } = kept.current;
  return (id, far, hidden) => {
    const drawn = all.get(id) ?? { far, node: draw(id) };
    all.set(id, drawn);
    if (hidden) return itemOf(id, drawn, true);
    drawn.item ??= itemOf(id, drawn, false);
    return drawn.item;
  };
}

function itemOf(id: string, { far, node }: Drawn, hidden: boolean): VNode {
  return (
    <li key={id} class={far ? "pile-item far" : "pile-item"} data-id={id} hidden={hidden}>
      {node}
    </li>
  );
}

/**
 * Lets a list grow by one at a time where one is near, and by a handful where a gap is pressed. One that comes
 * is built first, out of sight, and shown in another picture: a slow phone has no time for both in one.
 */
function useUnrolled(ids: string[], page: number, list: { current: HTMLUListElement | null }) {
  const [drawn] = useState(() => new Set(ids.slice(0, page)));
  const [near] = useState(() => new Map<string, Side | undefined>());
  const [, drawAgain] = useState(0);
  const pressed = useRef<string | null>(null);
  const building = useRef<string | undefined>(undefined);
  const parts = partsOf(ids, drawn);
  const next = nextOf(ids, parts, near, page);
  // Also where another has come meanwhile that would be next: what is built is shown.
  const built = waitsIn(ids, drawn, building.current) ? building.current : undefined;
  const comes = built !== undefined || next !== undefined;
  const surplus = comes ? [] : surplusOf(parts, near, page);
  const draw = (more: string[]) => {
    for (const id of more) drawn.add(id);
    drawAgain((turn) => turn + 1);
  };
  useStepwise(comes || surplus.length > 0, () => {
    building.current = built ? undefined : next;
    for (const id of surplus) drawn.delete(id);
    draw(built ? [built] : []);
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
    built,
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

/** Whether something stands in a list and is not drawn. */
function waitsIn(ids: string[], drawn: Set<string>, id: string | undefined): boolean {
  return id !== undefined && !drawn.has(id) && ids.includes(id);
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
