/** Sending a file, and how far it is. */

import { RefusedCall } from "./api";
import type { FileAdded, Problem } from "./wire.gen";

/** After so many ms without a sign of life the way is dead, as on a phone that slept or changed networks. */
const SILENT = 60_000;

/** What an answer comes to that is none of the server's, but of what stands before it. */
function unsaid(status: number): string {
  if (status === 413) return "file.too-large";
  if (status >= 500) return "server.fault";
  // The page of a network that one has to sign in to says that all is well.
  return status < 400 ? "network.gone" : "op.malformed";
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
      // The server has what came until the network went, and gave up waiting for the rest.
      if (request.status === 408) return fail(new RefusedCall("network.gone"));
      const said = request.response as (FileAdded & Partial<Problem>) | null;
      if (request.status === 201 && said) return done(said);
      fail(new RefusedCall(said?.code ?? unsaid(request.status), said?.facts ?? {}));
    };
    heard();
    request.send(body);
  });
}
