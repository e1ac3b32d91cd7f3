/** The graphic boards, one at a time and as large as the wall. */

import { filePath } from "../../api";
import { hanging } from "../../views/boards";
import { useVisit } from "../../visit";
import { ts } from "../../words/screen";
import { Blank } from "./blank";
import { Pager } from "./pager";
import { usePages, type ViewProps } from "./state";

/** The board that the console names, or all of them in turn. */
export function BoardsView({ reference }: ViewProps) {
  const { room, code } = useVisit();
  const all = hanging(room.all("board"));
  const named = all.filter((board) => board.id === reference);
  const boards = named.length ? named : all;
  const { page, turn } = usePages(boards.length);
  const board = boards[page];
  if (!board) return <Blank alone text={ts("boards.none")} />;
  return (
    <figure class="board-view">
      <h1 class="unseen">{ts("boards.title")}</h1>
      <img src={filePath(code, board.file)} alt={board.alt || board.caption} />
      <figcaption class="wall-head">
        <span>{board.caption}</span>
        <Pager page={page} count={boards.length} turn={turn} />
      </figcaption>
    </figure>
  );
}
