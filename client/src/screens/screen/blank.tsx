/** What a view says while there is nothing to show. */

import { DomainShape } from "../../parts/icons";

/** A calm word; `alone` where it is all that the view has, and so its title. */
export function Blank({ text, alone = false }: { text: string; alone?: boolean }) {
  return (
    <div class="blank">
      <span class="empty-shapes" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((order) => (
          <DomainShape key={order} order={order} size={40} />
        ))}
      </span>
      {alone ? <h1>{text}</h1> : <p>{text}</p>}
    </div>
  );
}
