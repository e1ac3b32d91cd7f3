/** What a view says while there is nothing to show. */

import { DomainShape } from "../../parts/icons";

/** A calm word. */
export function Blank({ text }: { text: string }) {
  return (
    <div class="blank">
      <span class="empty-shapes" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((order) => (
          <DomainShape key={order} order={order} size={40} />
        ))}
      </span>
      <p>{text}</p>
    </div>
  );
}
