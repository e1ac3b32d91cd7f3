/** A text in the wall's large type: smaller where it is so long that a page of its own would not hold it. */

import { fitted } from "../../views/pages";

/** `line` is how many letters of the large type stand in a line. */
export function Large({ text, line }: { text: string; line?: number }) {
  const { text: shown, size } = fitted(text, line);
  const style =
    size === null ? undefined : { fontSize: `max(1.125rem, calc(${size.toFixed(2)} * var(--u)))` };
  return (
    <p class="large-text" style={style}>
      {shown}
    </p>
  );
}
