/** One board on the desk: its picture, its caption, what is missing, and what can be done with it. */

import { useState } from "preact/hooks";
import { filePath } from "../../api";
import { useAct } from "../../parts/acting";
import { Button } from "../../parts/button";
import { useCall } from "../../parts/calling";
import { Chip } from "../../parts/chip";
import { Menu, type MenuItem } from "../../parts/menu";
import { exchange, publishable } from "../../views/boards";
import { useVisit } from "../../visit";
import type { Board } from "../../wire.gen";
import { say } from "../../words";
import { tBoards } from "../../words/boards";
import { BoardAbout } from "./about";
import { BoardForm } from "./form";

interface SlipProps {
  board: Board;
  number: number;
  count: number;
  closed: boolean;
}

/** A board in the row; one that was taken down can be hung again. */
export function BoardSlip({ board, number, count, closed }: SlipProps) {
  const { room, code, line } = useVisit();
  const [editing, setEditing] = useState(false);
  const items = useBoardActs(board, number, count);
  const name = board.caption || tBoards("number", { n: number });
  const author = room.one("participant", board.author ?? "").value?.name;
  const step = say(room.one("step", board.step ?? "").value?.title);
  const mine = board.author !== null && board.author === line.me.value?.participant;
  // Whoever has just hung a board is asked at once for what only they can say of it.
  const [fresh, setFresh] = useState(mine && board.caption === "" && board.alt === "");
  const open = (editing || fresh) && !closed && !board.withdrawn;
  return (
    <li class={`board-slip sheet ${board.withdrawn ? "faded" : ""}`}>
      <img
        src={filePath(code, board.file, true)}
        alt={board.alt || tBoards("number", { n: number })}
        loading="lazy"
      />
      <div class="board-words stack-s">
        <div class="row spread">
          <h3>{name}</h3>
          {!closed && <Menu label={tBoards("actions", { board: name })} items={items} />}
        </div>
        <p class="small soft">
          {[step, author && tBoards("by", { name: author })].filter(Boolean).join(" · ")}
        </p>
        <p>
          <Chip tone={board.withdrawn ? "plain" : publishable(board) ? "good" : "warn"}>
            {tBoards(board.withdrawn ? "withdrawn" : publishable(board) ? "in.publication" : "no.alt")}
          </Chip>
        </p>
        {!open && board.alt && <p class="small">{board.alt}</p>}
        {!open && <BoardAbout board={board} />}
        {open ? (
          <BoardForm
            board={board}
            onDone={() => {
              setEditing(false);
              setFresh(false);
            }}
          />
        ) : (
          !closed &&
          !board.withdrawn && (
            <div>
              <Button
                icon="edit"
                aria-label={tBoards("edit.this", { board: name })}
                onClick={() => setEditing(true)}
              >
                {tBoards("edit")}
              </Button>
            </div>
          )
        )}
      </div>
    </li>
  );
}

function useBoardActs(board: Board, number: number, count: number): MenuItem[] {
  const visit = useVisit();
  const act = useAct();
  const call = useCall();
  if (board.withdrawn) {
    const restore = () => void act("board.restore", { board: board.id }, tBoards("did.restore"));
    return [{ label: tBoards("restore"), icon: "undo", onPick: restore }];
  }
  const move = (by: -1 | 1) => async () => {
    for (const one of exchange(visit.room.all("board"), board.id, by)) {
      if (!(await act("board.edit", one))) return;
    }
  };
  const items: (MenuItem | false)[] = [
    number > 1 && { label: tBoards("up"), icon: "up", onPick: move(-1) },
    number < count && { label: tBoards("down"), icon: "down", onPick: move(1) },
    visit.line.me.value?.seat === "facilitator" && {
      label: tBoards("screen"),
      icon: "screen",
      onPick: () => void act("screen.show", { view: "boards", ref: board.id }, tBoards("did.screen")),
    },
    ...call("board", board.id),
    {
      label: tBoards("withdraw"),
      icon: "close",
      danger: true,
      onPick: () => void act("board.withdraw", { board: board.id }, tBoards("did.withdraw")),
    },
  ];
  return items.filter((item) => item !== false);
}
