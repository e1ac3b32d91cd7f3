/** A menu of actions behind one button: arrows move, Enter does, Escape leaves. */

import type { RefObject } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../words";
import { IconButton } from "./button";
import { Icon, type IconName } from "./icons";

export interface MenuItem {
  label: string;
  icon?: IconName;
  onPick: () => void;
  danger?: boolean;
}

/** Shows its items under a button; every drag of the page has its twin in such a menu. */
export function Menu({
  items,
  label = t("part.more"),
  icon = "more",
}: {
  items: MenuItem[];
  label?: string;
  icon?: IconName;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  if (items.length === 0) return null;
  return (
    <div class="menu" ref={root}>
      <IconButton
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      />
      {open && <MenuList items={items} label={label} id={id} root={root} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** Gives the part of the window in which an element is not cut off, by the window itself or by what scrolls in it. */
function sightOf(element: HTMLElement) {
  const sight = { left: 0, top: 0, right: document.documentElement.clientWidth, bottom: innerHeight };
  for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
    if (getComputedStyle(up).overflow === "visible") continue;
    const box = up.getBoundingClientRect();
    sight.left = Math.max(sight.left, box.left);
    sight.top = Math.max(sight.top, box.top);
    sight.right = Math.min(sight.right, box.right);
    sight.bottom = Math.min(sight.bottom, box.bottom);
  }
  return sight;
}

/** Shifts an open menu to where all of it can be read: off the edge beside it, and upwards where there is more room. */
function keepInSight(list: HTMLElement): void {
  const sight = sightOf(list);
  const box = list.getBoundingClientRect();
  const button = list.parentElement?.getBoundingClientRect() ?? box;
  const cut = Math.max(0, sight.left - box.left) - Math.max(0, box.right - sight.right);
  if (cut !== 0) list.style.insetInlineEnd = `${-cut}px`;
  if (box.bottom > sight.bottom && button.top - sight.top > sight.bottom - button.bottom)
    list.style.bottom = "100%";
}

/**
 * Takes the keyboard along where an act takes its thing away, and the button with it: to where the thing stands
 * now, or else to the next such button or the one before, and not to the top of the page.
 */
export function goOnFrom(button: HTMLElement, alike = ".menu > .icon-button"): void {
  const all = (button.closest("ul, ol, section, main") ?? document).querySelectorAll<HTMLElement>(alike);
  const at = [...all].indexOf(button);
  const name = button.getAttribute("aria-label") ?? "";
  const near = [...[...all].slice(at + 1), ...[...all].slice(0, at).reverse()];
  const watch = new MutationObserver(() => {
    const on = document.activeElement;
    const waits = on === button || on?.closest("dialog");
    if (button.isConnected && waits) return;
    watch.disconnect();
    if (on !== document.body) return;
    const called = document.querySelectorAll<HTMLElement>(`.menu > [aria-label="${CSS.escape(name)}"]`);
    const next = called.length === 1 ? called[0] : near.find((one) => one.isConnected);
    (next ?? document.getElementById("content"))?.focus({ preventScroll: true });
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

interface MenuListProps {
  items: MenuItem[];
  label: string;
  id: string;
  /** Where the menu stands with its button: a press outside closes it. */
  root: RefObject<HTMLDivElement | null>;
  onClose: () => void;
}

/** The open menu; apart, for most menus stay closed, and every card has one. */
function MenuList({ items, label, id, root, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  const buttons = () => [...(list.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
  const leave = () => {
    const button = root.current?.querySelector<HTMLButtonElement>(".icon-button");
    onClose();
    button?.focus();
    return button;
  };
  // In the same breath as the menu appears: whoever is quick has chosen another item by the next picture.
  useLayoutEffect(() => {
    if (list.current) keepInSight(list.current);
    buttons()[0]?.focus({ preventScroll: true });
    list.current?.scrollIntoView({ block: "nearest" });
  }, []);
  useEffect(() => {
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) onClose();
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  const move = (event: KeyboardEvent) => {
    if (event.key === "Escape") return leave();
    if (event.key === "Tab") return onClose();
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
  return (
    <div class="menu-list" role="menu" id={id} aria-label={label} tabIndex={-1} ref={list} onKeyDown={move}>
      {items.map((item) => (
        <button
          type="button"
          role="menuitem"
          key={item.label}
          class={item.danger ? "danger" : undefined}
          onClick={() => {
            const button = leave();
            item.onPick();
            if (button) goOnFrom(button);
          }}
        >
          {item.icon && <Icon name={item.icon} size={20} />}
          {item.label}
        </button>
      ))}
    </div>
  );
}
