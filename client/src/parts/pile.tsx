/**
 * A long list that never stops the page: what is drawn stays as it is, what comes is drawn one at a time,
 * built for one picture and shown in another, and what lies far from where one looks is drawn when one
 * comes near.
 */

import { type Signal, signal, useComputed } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { t } from "../words";
import { AHEAD } from "./bay";
import { Button } from "./button";
import { useStepwise } from "./stepwise";
import { type Look, Unrolled } from "./unrolled";
import type { Gap, Side } from "./unrolling";

/** From which place on what is drawn comes without a movement, which nobody would see there. */
const FAR = 10;

/** How near one must come: a little above the page’s upper edge, or most of a page below its lower one. */
const NEAR = `100px 0px ${AHEAD}px 0px`;

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
  const [, redraw] = useReducer((turn: number) => turn + 1, 0);
  const kept = useKept(depends, draw);
  const show = useRef(kept.show);
  show.current = kept.show;
  const [pile] = useState(
    () =>
      new Unrolled(
        ids,
        page,
        () => list.current,
        (id, look) => show.current(id, look),
        () => redraw(0),
      ),
  );
  pile.take(ids);
  const ask = useStepwise(pile.more, () => pile.step());
  const come = (key: string, side: Side | undefined) => pile.come(key, side) && ask();
  useLayoutEffect(() => {
    if (pile.pressed === undefined) return;
    // The button may be gone: whoever pressed it goes on at the first of what it brought.
    const first = list.current?.querySelector<HTMLElement>(`[data-id="${pile.pressed}"]`);
    pile.pressed = undefined;
    if (first) first.tabIndex = -1;
    first?.focus();
  });
  const { parts, built, bay } = pile;
  const builtAt = built === undefined ? -1 : ids.indexOf(built);
  return (
    <ul class="plain-list pile-list" ref={list}>
      <Edge key="top" onCome={(side) => come("top", side)} />
      {parts.flatMap((part, at) => {
        if (typeof part === "string") return kept.item(part, at >= FAR);
        const gap = (
          <GapView
            key={part.key}
            gap={part}
            style={bay?.gap === part.key ? bay.style : undefined}
            onCome={(side) => come(part.key, side)}
            onPress={() => pile.press(part)}
          />
        );
        if (built === undefined || builtAt < part.from || builtAt >= part.to) return gap;
        const item = kept.item(built, at >= FAR, "built");
        return builtAt === part.from ? [item, gap] : [gap, item];
      })}
    </ul>
  );
}

/** What was drawn of one thing, and how it stands in the list, which changes without its being drawn anew. */
interface Drawn {
  item: VNode;
  look: Signal<Look>;
}

/** Gives each id with its drawing as it was made first, which tells Preact that it need not look inside. */
function useKept(depends: string, draw: (id: string) => ComponentChildren) {
  const kept = useRef<{ depends: string; all: Map<string, Drawn> }>({ depends, all: new Map() });
  if (kept.current.depends !== depends) kept.current = { depends, all: new Map() };
  const { all } = kept.current;
  return {
    item: (id: string, far: boolean, look?: Look) => {
      const drawn = all.get(id) ?? drawnOf(id, far, draw);
      all.set(id, drawn);
      // Also one that was let go of and comes back is built.
      if (look) drawn.look.value = look;
      return drawn.item;
    },
    show: (id: string, look: Look) => {
      const drawn = all.get(id);
      if (drawn) drawn.look.value = look;
    },
  };
}

function drawnOf(id: string, far: boolean, draw: (id: string) => ComponentChildren): Drawn {
  const look = signal<Look>("");
  const item = (
    <Item key={id} id={id} far={far} look={look}>
      {draw(id)}
    </Item>
  );
  return { item, look };
}

interface ItemProps {
  id: string;
  far: boolean;
  look: Signal<Look>;
  children?: ComponentChildren;
}

/** The place of one thing: a component of its own, for a list that looks at it no more would let the signal go. */
function Item({ id, far, look, children }: ItemProps) {
  const classes = useComputed(() => `pile-item${far ? " far" : ""} ${look.value}`);
  return (
    <li class={classes} data-id={id}>
      {children}
    </li>
  );
}

interface GapProps {
  gap: Gap;
  style: Signal<string> | undefined;
  onCome: (side: Side | undefined) => void;
  onPress: () => void;
}

/** The place of what is not drawn, which says how much it is. */
function GapView({ gap, style, onCome, onPress }: GapProps) {
  const count = gap.to - gap.from;
  return (
    <>
      {/* Apart, for the button stays in sight where these are newer and one is below them. */}
      <Edge onCome={onCome} />
      {count > 0 && (
        <li class={gap.newer ? "pile-gap newer" : "pile-gap"} style={style}>
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
