/** Adding boards: a camera, a choice of files, and how far each picture is. */

import { useEffect, useRef } from "preact/hooks";
import { Button, IconButton } from "../../parts/button";
import { Pick } from "../../parts/pick";
import { toast } from "../../parts/toast";
import { type KeptPicture, picturesOf } from "../../pictures";
import { unfit } from "../../views/boards";
import { useVisit } from "../../visit";
import { whyRefused } from "../../words";
import { tBoards } from "../../words/boards";

/** The buttons, and the pictures on their way. */
export function AddBoards() {
  const visit = useVisit();
  const pictures = picturesOf(visit);
  const boards = pictures?.boards.value ?? [];
  useWordOfArrival(boards);
  const take = (list: FileList | null) => {
    const step = visit.room.peek("room", "room")?.step ?? null;
    for (const file of list ?? []) {
      const { name } = file;
      const why = unfit(file);
      const not = (said: string) => toast(tBoards("upload.failed", { name, why: said }), "bad");
      if (why) not(why === "big" ? tooBig(file.size) : tBoards("upload.type"));
      // What lies in the cloud, or was put away by its app, can be chosen and not read.
      else pictures?.take(file, { board: true, step }).catch(() => not(tBoards("upload.unread")));
    }
  };
  return (
    <div class="add-boards stack-s">
      <p class="soft">{tBoards("desk.help")}</p>
      <div class="row">
        <Pick label={tBoards("add.photo")} icon="camera" look="main" camera onPick={take} />
        <Pick label={tBoards("add.files")} onPick={take} />
      </div>
      {boards.length > 0 && !pictures?.durable.value && <p class="warning">{tBoards("upload.fragile")}</p>}
      <ul class="plain-list stack-s" aria-live="polite">
        {boards.map((picture) =>
          picture.refused ? (
            <Refused key={picture.sheet} picture={picture} />
          ) : (
            <Going key={picture.sheet} picture={picture} />
          ),
        )}
      </ul>
    </div>
  );
}

/** Says that a board hangs, once its picture is no longer on its way. */
function useWordOfArrival(boards: readonly KeptPicture[]): void {
  const { room } = useVisit();
  const before = useRef<string[]>([]);
  const ids = boards.map((picture) => picture.sheet);
  useEffect(() => {
    const gone = before.current.filter((id) => !ids.includes(id));
    before.current = ids;
    if (gone.some((id) => room.peek("board", id))) toast(tBoards("upload.done"));
  }, [ids.join()]);
}

const tooBig = (size: number) => tBoards("upload.big", { size: Math.ceil(size / 1_048_576) });

function whyNot({ refused, bytes }: KeptPicture): string {
  if (!refused) return "";
  if (refused.refused === "file.type") return tBoards("upload.type");
  if (refused.refused === "file.too-large" && bytes.byteLength > 1_000_000) return tooBig(bytes.byteLength);
  return whyRefused(refused.refused, refused.facts);
}

function Refused({ picture }: { picture: KeptPicture }) {
  const pictures = picturesOf(useVisit());
  const { name, sheet } = picture;
  return (
    <li class="upload failed">
      <p class="error">{tBoards("upload.failed", { name, why: whyNot(picture) })}</p>
      <div class="row">
        {picture.refused?.refused !== "file.type" && (
          <Button icon="undo" onClick={() => pictures?.again(sheet)}>
            {tBoards("upload.retry")}
          </Button>
        )}
        <IconButton
          icon="close"
          label={tBoards("upload.drop", { name })}
          onClick={() => pictures?.forget(sheet)}
        />
      </div>
    </li>
  );
}

function Going({ picture }: { picture: KeptPicture }) {
  const visit = useVisit();
  const pictures = picturesOf(visit);
  const title = tBoards("upload.going", { name: picture.name });
  const percent = Math.round((pictures?.part.value ?? 0) * 100);
  const offline = visit.line.status.value.is !== "live";
  if (offline || pictures?.going.value !== picture.sheet)
    return (
      <li class="upload">
        <p>{title}</p>
        <p class="small soft">{tBoards(offline ? "upload.offline" : "upload.next")}</p>
      </li>
    );
  return (
    <li class="upload">
      <p>{title}</p>
      <progress max={100} value={percent} aria-label={title} />
      <p class="small soft figures" aria-live="off">
        {percent < 100 ? tBoards("upload.at", { n: percent }) : tBoards("upload.look")}
      </p>
    </li>
  );
}
