/** Fields to type in: each has a visible label, and its help and error are tied to it. */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../words";

interface Around {
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  /** Keeps the label for screen readers only, where the place says what it is. */
  quiet?: boolean;
}

interface Ids {
  id: string;
  describedBy: string | undefined;
}

function Labelled({
  label,
  help,
  error,
  optional,
  quiet,
  children,
}: Around & { children: (ids: Ids) => ComponentChildren }) {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div class={`field ${error ? "wrong" : ""}`}>
      <label for={id} class={quiet ? "unseen" : undefined}>
        {label}
        {optional && <span class="soft"> ({t("part.optional")})</span>}
      </label>
      {children({ id, describedBy: described })}
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

interface Typed {
  value: string;
  /** Gives the text at each change. */
  onText: (text: string) => void;
  name?: string;
  class?: string;
  placeholder?: string;
  disabled?: boolean;
  required?: boolean;
  onFocus?: () => void;
  onBlur?: () => void;
}

interface InputProps extends Around, Typed {
  type?: "text" | "date" | "password" | "number" | "search";
  /** The id of a datalist with suggestions. */
  list?: string;
  maxLength?: number;
  autoComplete?: "off" | "name" | "given-name" | "one-time-code" | "current-password";
  autoCapitalize?: "off" | "words" | "characters" | "sentences";
  spellcheck?: boolean;
}

/** A one-line field. */
export function Field({ label, help, error, optional, quiet, onText, ...rest }: InputProps) {
  return (
    <Labelled label={label} help={help} error={error} optional={optional} quiet={quiet}>
      {({ id, describedBy }) => (
        <input
          type="text"
          {...(rest as object)}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

interface SelectProps extends Around, Typed {
  children: ComponentChildren;
}

/** A choice among a few. */
export function Select({ label, help, error, optional, quiet, onText, children, ...rest }: SelectProps) {
  return (
    <Labelled label={label} help={help} error={error} optional={optional} quiet={quiet}>
      {({ id, describedBy }) => (
        <select
          {...(rest as object)}
          id={id}
          aria-describedby={describedBy}
          onChange={(event) => onText(event.currentTarget.value)}
        >
          {children}
        </select>
      )}
    </Labelled>
  );
}

interface AreaProps extends Around, Typed {
  /** The most characters; the count shows near it, and typing on is never cut. */
  limit?: number;
  rows?: number;
  /** Called for Ctrl+Enter or Cmd+Enter. */
  onSend?: () => void;
  /** Where the element itself is wanted, for a caret that moves with a text. */
  element?: { current: HTMLTextAreaElement | null };
  onCompositionStart?: () => void;
  onCompositionEnd?: () => void;
  onBeforeInput?: (event: InputEvent) => void;
  /** Called for every key, before the field does what it does with it. */
  onKey?: (event: KeyboardEvent) => void;
}

/** Whether the browser makes a field as high as its text by itself, where we would lay the page out for each letter. */
const GROWS_ITSELF = Boolean(globalThis.CSS?.supports?.("field-sizing", "content"));

function grow(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** After how long without a key the count is said aloud, in milliseconds: not over who types. */
const SAID_AFTER = 1_000;

/** How many characters are left, or too many: seen at once, and said aloud once one stops typing. */
function Count({ length, limit }: { length: number; limit: number }) {
  const words =
    length > limit ? t("part.over", { n: length - limit }) : t("part.left", { n: limit - length });
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), SAID_AFTER);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <>
      <p class={`count figures ${length > limit ? "over" : ""}`} aria-hidden="true">
        {words}
      </p>
      <span class="unseen" role="status">
        {said}
      </span>
    </>
  );
}

/** A field for a text, as high as what is in it. */
export function TextArea({
  label,
  help,
  error,
  optional,
  quiet,
  onText,
  onSend,
  onKey,
  limit = 2000,
  rows = 2,
  element: wanted,
  ...rest
}: AreaProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const area = wanted ?? own;
  const length = rest.value.trim().length;
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || GROWS_ITSELF) return;
    if (element.scrollHeight > 0) return grow(element);
    // Inside a dialog that is about to open, there is nothing to measure yet.
    const shown = new ResizeObserver(() => {
      if (element.scrollHeight === 0) return;
      shown.disconnect();
      grow(element);
    });
    shown.observe(element);
    return () => shown.disconnect();
  }, [rest.value]);
  return (
    <Labelled label={label} help={help} error={error} optional={optional} quiet={quiet}>
      {({ id, describedBy }) => (
        <>
          <textarea
            {...(rest as object)}
            rows={rows}
            class={GROWS_ITSELF ? "grows-itself" : undefined}
            style={{ "--rows": rows }}
            ref={area}
            id={id}
            aria-describedby={describedBy}
            aria-invalid={error || length > limit ? true : undefined}
            onInput={(event) => onText(event.currentTarget.value)}
            onKeyDown={(event) => {
              onKey?.(event);
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSend?.();
            }}
          />
          {length > limit * 0.85 && <Count length={length} limit={limit} />}
        </>
      )}
    </Labelled>
  );
}
