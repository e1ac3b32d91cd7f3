/** The graphic boards, each with its caption and its alternative text. */

import { useVisit } from "../../visit";
import { tp } from "../../words/participant";

/** Every board that hangs, in order. */
export function Boards() {
  const visit = useVisit();
  const boards = visit.room
    .all("board")
    .filter((board) => !board.withdrawn)
    .sort((a, b) => a.order - b.order);
  if (boards.length === 0) return null;
  return (
    <section class="stack">
      <h2>{tp("gallery.boards")}</h2>
      <div class="boards">
        {boards.map((board) => (
          <figure key={board.id}>
            <img
              src={`/api/rooms/${visit.code}/files/${board.file}`}
              alt={board.alt || board.caption}
              loading="lazy"
            />
            {board.caption && <figcaption>{board.caption}</figcaption>}
          </figure>
        ))}
      </div>
    </section>
  );
}
