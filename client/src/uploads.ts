/** Sending pictures: how far each is, what failed and why, and trying again with the same file. */

import { signal } from "@preact/signals";
import { RefusedCall } from "./api";
import { newId } from "./ids";
import type { FileAdded, Problem } from "./wire.gen";

/** A picture on its way; `part` from 0 to 1, `failed` the code of a refusal. */
export interface Upload {
  id: string;
  file: File;
  part: number;
  failed: { code: string; facts: Problem["facts"] } | null;
}

/** The pictures on their way from this page; they live as long as it does. */
export const uploads = signal<readonly Upload[]>([]);

function change(id: string, fields: Partial<Upload>): void {
  uploads.value = uploads.value.map((one) => (one.id === id ? { ...one, ...fields } : one));
}

/** Forgets a picture that is on its way or failed. */
export function forget(id: string): void {
  uploads.value = uploads.value.filter((one) => one.id !== id);
}

/** Takes a picture in; `send` begins to send it. */
export function begin(file: File, failed: Upload["failed"] = null): string {
  const id = newId();
  uploads.value = [...uploads.value, { id, file, part: 0, failed }];
  return id;
}

/** Sends a picture and gives the file's id; null where it failed, which the upload then tells. */
export async function send(id: string, code: string, token: string): Promise<string | null> {
  const upload = uploads.peek().find((one) => one.id === id);
  if (!upload) return null;
  change(id, { part: 0, failed: null });
  try {
    const { file } = await post(code, token, upload.file, (part) => change(id, { part }));
    return file;
  } catch (error) {
    if (!(error instanceof RefusedCall)) throw error;
    change(id, { failed: { code: error.code, facts: error.facts } });
    return null;
  }
}

/** Posts a file; `fetch` cannot tell how much of a body has gone, so this is the older way. */
export function post(
  code: string,
  token: string,
  file: File,
  onPart: (part: number) => void,
  use: "" | "sheet" | "dossier" = "",
): Promise<FileAdded> {
  const body = new FormData();
  body.append("file", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", `/api/rooms/${encodeURIComponent(code)}/files${use && `?for=${use}`}`);
  request.setRequestHeader("authorization", `Bearer ${token}`);
  request.responseType = "json";
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) onPart(event.loaded / event.total);
  };
  return new Promise((done, fail) => {
    request.onerror = () => fail(new RefusedCall("network.gone"));
    request.onabort = () => fail(new RefusedCall("network.gone"));
    request.onload = () => {
      const said = request.response as (FileAdded & Partial<Problem>) | null;
      if (request.status === 201 && said) return done(said);
      // What stands before the server refuses a body that is too large in its own words.
      const unsaid =
        request.status === 413 ? "file.too-large" : request.status >= 500 ? "server.fault" : "op.malformed";
      fail(new RefusedCall(said?.code ?? unsaid, said?.facts ?? {}));
    };
    request.send(body);
  });
}
