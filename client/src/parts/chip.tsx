/** Small marks: a word in a frame, a domain with its shape, a person's initials, a card. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Domain, Language, Page } from "../wire.gen";
import { otherTongue, say } from "../words";
import { DomainShape } from "./icons";

/** A word in a frame. */
export function Chip({
  tone = "plain",
  children,
}: {
  tone?: "plain" | "good" | "warn" | "bad" | "accent";
  children: ComponentChildren;
}) {
  return <span class={`chip ${tone}`}>{children}</span>;
}

/** Names a domain with its shape; the short name where there is one. */
export function DomainTag({ domain, short = true }: { domain: Domain; short?: boolean }) {
  return (
    <span class="chip domain">
      <DomainShape order={domain.order} size={16} />
      {short && domain.short.fr ? say(domain.short) : say(domain.label)}
    </span>
  );
}

/** A domain to put on or off with one tap. */
export function DomainToggle({
  domain,
  on,
  onToggle,
}: {
  domain: Domain;
  on: boolean;
  onToggle: () => void;
}) {
  return (
    <button
      type="button"
      class={`domain-toggle wash-${((domain.order - 1) % 5) + 1}`}
      aria-pressed={on}
      onClick={onToggle}
    >
      <DomainShape order={domain.order} size={20} />
      {domain.short.fr ? say(domain.short) : say(domain.label)}
    </button>
  );
}

/** Gives the first signs of a name's first and last word, whole and without quotes or brackets: half of an emoji is none. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}\p{Extended_Pictographic}][^\s-]*/gu) ?? [];
  const first = (word: string | undefined) => [...(word ?? "")][0] ?? "";
  return ((first(words[0]) || "?") + (words.length > 1 ? first(words.at(-1)) : "")).toUpperCase();
}

/** A person's initials; their name stands beside it or is read aloud. */
export function Initials({ name, here = false }: { name: string; here?: boolean }) {
  return (
    <span class={`initials ${here ? "here" : ""}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

interface SlipProps {
  children: ComponentChildren;
  /** Shown above the text: kind, table, experience. */
  above?: ComponentChildren;
  /** Shown under the text: author, domains. */
  below?: ComponentChildren;
  actions?: ComponentChildren;
  state?: "new" | "faded" | "mine" | undefined;
}

/** A card as it lies on the table: a slip of paper with its text. */
export function CardSlip({ children, above, below, actions, state }: SlipProps) {
  return (
    <article class={`slip ${state ?? ""}`}>
      {(above || actions) && (
        <header class="slip-head">
          <div class="row">{above}</div>
          {actions}
        </header>
      )}
      <div class="slip-text">{children}</div>
      {below && <footer class="slip-foot">{below}</footer>}
    </article>
  );
}

/** What stands where there is nothing yet, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <span class="empty-shapes">
        {[1, 2, 3, 4, 5].map((order) => (
          <DomainShape key={order} order={order} size={14} />
        ))}
      </span>
      <p class="empty-title">{title}</p>
      {children && <div class="soft">{children}</div>}
    </div>
  );
}

/** Shows a page's text in the person's language, or in French where there is no other. */
export function PageText({ page }: { page: Page }) {
  return <Reading html={say(page.html)} lang={otherTongue(page.html)} />;
}

/** Shows a text, which the server made from Markdown and cleaned. */
export function Reading({ html, lang }: { html: string; lang?: Language | undefined }) {
  const text = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What leads elsewhere opens beside the room: nobody should lose it over a link.
    for (const link of text.current?.querySelectorAll<HTMLAnchorElement>("a[href]") ?? [])
      if (link.origin !== location.origin) link.target = "_blank";
    // A table that is wider than a phone is moved along, by the keyboard as well.
    for (const table of text.current?.querySelectorAll("table") ?? []) table.tabIndex = 0;
  }, [html]);
  return <div class="reading" lang={lang} ref={text} dangerouslySetInnerHTML={{ __html: html }} />;
}
