/** The boards as those who draw and facilitate see them: adding, naming, ordering, taking down, showing. */

import { Empty } from "../../parts/chip";
import { hanging } from "../../views/boards";
import { useVisit } from "../../visit";
import { tBoards } from "../../words/boards";
import { AddBoards } from "./adding";
import { BoardSlip } from "./slip";
import "../../style/boards.css";

/** Everything about boards; a tab of the console, and the page of whoever draws. */
export function BoardDesk() {
  const { room } = useVisit();
  const closed = room.one("room", "room").value?.closed ?? false;
  const boards = room.all("board");
  const row = hanging(boards);
  const away = boards.filter((board) => board.withdrawn);
  return (
    <div class="stack">
      <h2>{tBoards("title")}</h2>
      {!closed && <AddBoards />}
      {row.length === 0 && <Empty title={tBoards("none")}>{tBoards("none.text")}</Empty>}
      <ol class="board-row plain-list">
        {row.map((board, at) => (
          <BoardSlip key={board.id} board={board} number={at + 1} count={row.length} closed={closed} />
        ))}
      </ol>
      {away.length > 0 && (
        <details class="folded">
          <summary>{tBoards("withdrawn.title", { n: away.length })}</summary>
          <ul class="board-row plain-list">
            {away.map((board, at) => (
              <BoardSlip key={board.id} board={board} number={at + 1} count={0} closed={closed} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
