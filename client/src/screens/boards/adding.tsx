/** Adding boards: a camera, a choice of files, and how far each picture is. */

import { newId } from "../../ids";
import { useAct } from "../../parts/acting";
import { Button, IconButton } from "../../parts/button";
import { Pick } from "../../parts/pick";
import { toast } from "../../parts/toast";
import { begin, forget, send, type Upload, uploads } from "../../uploads";
import { unfit } from "../../views/boards";
import { useVisit } from "../../visit";
import { whyRefused } from "../../words";
import { tBoards } from "../../words/boards";

/** Sends a picture, and hangs it as a board of the step that runs. */
function useHang(): (upload: string) => Promise<void> {
  const visit = useVisit();
  const act = useAct();
  return async (upload) => {
    const file = await send(upload, visit.code, visit.pass.token);
    if (file === null) return;
    const step = visit.room.peek("room", "room")?.step ?? null;
    if (await act("board.add", { board: newId(), file, step })) toast(tBoards("upload.done"));
    forget(upload);
  };
}

/** The buttons, and the pictures on their way. */
export function AddBoards() {
  const hang = useHang();
  const take = (list: FileList | null) => {
    for (const file of list ?? []) {
      const why = unfit(file);
      const id = begin(file, why && { code: why === "big" ? "file.too-large" : "file.type", facts: {} });
      if (!why) void hang(id);
    }
  };
  return (
    <div class="add-boards stack-s">
      <p class="soft">{tBoards("desk.help")}</p>
      <div class="row">
        <Pick label={tBoards("add.photo")} look="main" camera onPick={take} />
        <Pick label={tBoards("add.files")} onPick={take} />
      </div>
      <ul class="plain-list stack-s" aria-live="polite">
        {uploads.value.map((upload) => (
          <OneUpload key={upload.id} upload={upload} onRetry={() => void hang(upload.id)} />
        ))}
      </ul>
    </div>
  );
}

function whyOf({ file, failed }: Upload): string {
  if (!failed) return "";
  if (failed.code === "file.type") return tBoards("upload.type");
  if (failed.code === "file.too-large" && file.size > 1_000_000)
    return tBoards("upload.big", { size: Math.ceil(file.size / 1_048_576) });
  return whyRefused(failed.code, failed.facts);
}

function OneUpload({ upload, onRetry }: { upload: Upload; onRetry: () => void }) {
  const { name } = upload.file;
  const again = upload.failed && unfit(upload.file) === null && upload.failed.code !== "file.type";
  if (upload.failed)
    return (
      <li class="upload failed">
        <p class="error">{tBoards("upload.failed", { name, why: whyOf(upload) })}</p>
        <div class="row">
          {again && (
            <Button icon="undo" onClick={onRetry}>
              {tBoards("upload.retry")}
            </Button>
          )}
          <IconButton
            icon="close"
            label={tBoards("upload.drop", { name })}
            onClick={() => forget(upload.id)}
          />
        </div>
      </li>
    );
  const percent = Math.round(upload.part * 100);
  return (
    <li class="upload">
      <p>{tBoards("upload.going", { name })}</p>
      <progress max={100} value={percent} aria-label={tBoards("upload.going", { name })} />
      <p class="small soft figures" aria-live="off">
        {upload.part < 1 ? tBoards("upload.at", { n: percent }) : tBoards("upload.look")}
      </p>
    </li>
  );
}
