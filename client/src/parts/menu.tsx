/** A menu of actions behind one button: arrows move, Enter does, Escape leaves. */

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
  const list = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const buttons = () => [...(list.current?.querySelectorAll<HTMLButtonElement>("button") ?? [])];
  const leave = () => {
    setOpen(false);
    root.current?.querySelector<HTMLButtonElement>(".icon-button")?.focus();
  };
  // In the same breath as the menu appears: whoever is quick has chosen another item by the next picture.
  useLayoutEffect(() => {
    if (open) buttons()[0]?.focus();
  }, [open]);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const move = (event: KeyboardEvent) => {
    if (event.key === "Escape") return leave();
    if (event.key === "Tab") return setOpen(false);
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
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
      {open && (
        <div
          class="menu-list"
          role="menu"
          id={id}
          aria-label={label}
          tabIndex={-1}
          ref={list}
          onKeyDown={move}
        >
          {items.map((item) => (
            <button
              type="button"
              role="menuitem"
              key={item.label}
              class={item.danger ? "danger" : undefined}
              onClick={() => {
                leave();
                item.onPick();
              }}
            >
              {item.icon && <Icon name={item.icon} size={20} />}
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
