/** Buttons: one look for what one presses, four weights for how much it matters. */

import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { Icon, type IconName } from "./icons";

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "size" | "icon">;

interface ButtonProps extends Native {
  /** `main` once a view at most; `plain` looks like a word; `danger` for what is hard to take back. */
  look?: "main" | "quiet" | "plain" | "danger";
  icon?: IconName;
  /** Shown as busy, and not pressed twice. */
  busy?: boolean;
  children: ComponentChildren;
}

/** A button with words. */
export function Button({ look = "quiet", icon, busy = false, children, class: extra, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`button ${look} ${extra ?? ""}`}
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy}
    >
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps extends Native {
  icon: IconName;
  /** What it does, in words: read aloud and shown on hover. */
  label: string;
}

/** A button with an icon only; its words are there for those who cannot see it. */
export function IconButton({ icon, label, class: extra, ...rest }: IconButtonProps) {
  return (
    <button type="button" {...rest} class={`icon-button ${extra ?? ""}`} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
}

interface LinkButtonProps extends Pick<ButtonProps, "look" | "icon" | "children"> {
  href: string;
  class?: string;
  target?: "_blank";
  download?: string;
}

/** A link that looks like a button, for going somewhere. */
export function LinkButton({ look = "quiet", icon, children, class: extra, ...rest }: LinkButtonProps) {
  return (
    <a {...rest} class={`button ${look} ${extra ?? ""}`}>
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
    </a>
  );
}
