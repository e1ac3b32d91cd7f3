/** Texts in the wall's large type: smaller where they are so long that a page of their own would not hold them. */

import { fitted, sizeOf } from "../../views/pages";

/** A size in units of the wall, and never smaller than can be read. */
const sized = (size: number) => ({ fontSize: `max(1.125rem, calc(${size.toFixed(2)} * var(--u)))` });

/** `line` is how many letters of the large type stand in a line. */
export function Large({ text, line }: { text: string; line?: number }) {
  const { text: shown, size } = fitted(text, line);
  return (
    <p class="large-text" style={size === null ? undefined : sized(size)}>
      {shown}
    </p>
  );
}

/** A text that is the wall's title, as large as it fits. */
export function Alone({ text, shared = false }: { text: string; shared?: boolean }) {
  return <h1 style={sized(sizeOf(text, shared))}>{text}</h1>;
}
