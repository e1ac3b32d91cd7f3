/** Sending a file, and how far it is. */

import { RefusedCall } from "./api";
import type { FileAdded, Problem } from "./wire.gen";

/** After so many ms without a sign of life the way is dead, as on a phone that slept or changed networks. */
const SILENT = 60_000;

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
  let silence: ReturnType<typeof setTimeout>;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => request.abort(), SILENT);
  };
  request.onloadend = () => clearTimeout(silence);
  request.upload.onprogress = (event) => {
    heard();
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
    heard();
    request.send(body);
  });
}
