/** A warning that stands over a room's pages, such as that it is a demonstration. */

/** Shows two lines of a notice at first, and all of it on a tap: it must not push the work off the page. */
export function Notice({ text }: { text: string }) {
  return (
    <details class="room-notice small">
      <summary>
        <span>{text}</span>
      </summary>
    </details>
  );
}
