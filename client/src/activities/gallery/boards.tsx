/** The graphic boards for everybody: small in a row, in large with one tap, each with its two texts. */

import { useState } from "preact/hooks";
import { filePath } from "../../api";
import { Dialog } from "../../parts/dialog";
import { BoardAbout } from "../../screens/boards/about";
import { hanging } from "../../views/boards";
import { useVisit } from "../../visit";
import type { Board } from "../../wire.gen";
import { tBoards } from "../../words/boards";
import "../../style/boards.css";

/** Every board that hangs, in order; nothing where there is none. */
export function Boards() {
  const { room, code } = useVisit();
  const [large, setLarge] = useState<string | null>(null);
  const boards = hanging(room.all("board"));
  if (boards.length === 0) return null;
  const nameOf = (board: Board, at: number) => board.caption || tBoards("number", { n: at + 1 });
  const at = boards.findIndex((board) => board.id === large);
  const shown = boards[at];
  return (
    <section class="stack">
      <h2>{tBoards("title")}</h2>
      <ul class="gallery-boards plain-list">
        {boards.map((board, place) => (
          <li key={board.id}>
            <figure>
              <button
                type="button"
                aria-label={tBoards("full", { board: nameOf(board, place) })}
                onClick={() => setLarge(board.id)}
              >
                <img src={filePath(code, board.file, true)} alt="" loading="lazy" />
              </button>
              <figcaption>{nameOf(board, place)}</figcaption>
            </figure>
          </li>
        ))}
      </ul>
      <Dialog
        open={shown !== undefined}
        title={shown ? nameOf(shown, at) : ""}
        onClose={() => setLarge(null)}
        place="side"
      >
        {shown && (
          <figure class="board-large stack-s">
            <img src={filePath(code, shown.file)} alt={shown.alt || nameOf(shown, at)} />
            <figcaption class="stack-s">
              {shown.alt && <p class="soft">{shown.alt}</p>}
              <BoardAbout board={shown} />
            </figcaption>
          </figure>
        )}
      </Dialog>
    </section>
  );
}
