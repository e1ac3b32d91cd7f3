/** The HTTP calls of the server; what it refuses comes back as a code that the words explain. */

import type {
  DeviceAdded,
  FileAdded,
  FormatCard,
  Joined,
  JoinRoom,
  Language,
  Links,
  OpenRoom,
  Past,
  Problem,
  RoomCard,
  RoomOpened,
} from "./wire.gen";

/** The server said no; `code` is one of the closed list that `refusal.<code>` puts into words. */
export class RefusedCall extends Error {
  constructor(
    readonly code: string,
    readonly facts: { [key: string]: string | number | null } = {},
  ) {
    super(code);
  }
}

/** Gives the code of an RFC 9457 problem; what stands between us and the server knows none. */
function codeOf(problem: Partial<Problem>, status: number): string {
  return problem.code ?? (status >= 500 ? "server.fault" : "op.malformed");
}

interface Options {
  body?: unknown;
  token?: string;
  /** What is asked, where it is neither reading nor sending something new. */
  method?: "PUT" | "DELETE";
}

/** How long a server may say nothing, in milliseconds; a line that has died without a word says nothing for ever. */
const SILENT = 30_000;

/** Calls the server; throws RefusedCall with its code, or `network.gone` where nobody answers. */
export async function call<T>(path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.token) headers.authorization = `Bearer ${options.token}`;
  const form = options.body instanceof FormData;
  const patience = new AbortController();
  // A file takes as long as it takes to go up.
  const silence = form ? undefined : setTimeout(() => patience.abort(), SILENT);
  if (options.body !== undefined && !form) headers["content-type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: options.method ?? (options.body === undefined ? "GET" : "POST"),
      headers,
      body: form
        ? (options.body as FormData)
        : options.body === undefined
          ? null
          : JSON.stringify(options.body),
      cache: "no-store",
      signal: patience.signal,
    });
  } catch {
    throw new RefusedCall("network.gone");
  } finally {
    clearTimeout(silence);
  }
  const said = (await answer.json().catch(() => null)) as (T & Partial<Problem>) | null;
  if (!answer.ok) throw new RefusedCall(codeOf(said ?? {}, answer.status), said?.facts);
  // An answer that broke off on its way is none.
  if (said === null) throw new RefusedCall("network.gone");
  return said;
}

const room = (code: string, rest = ""): string => `/api/rooms/${encodeURIComponent(code)}${rest}`;

/** The formats from which a room can be opened. */
export const formats = () => call<FormatCard[]>("/api/formats");

/** Opens a room; the answer's token is the facilitator's. */
export const openRoom = (body: OpenRoom) => call<RoomOpened>("/api/rooms", { body });

/** What can be known of a room from its code alone. */
export const roomFront = (code: string) => call<RoomCard>(room(code));

/** Joins a room as a person, once for an `ask`; the token stays on this device. */
export const join = (code: string, body: JoinRoom) => call<Joined>(room(code, "/join"), { body });

/** Makes a link that lets another device in as the same person. */
export const addDevice = (code: string, token: string) =>
  call<DeviceAdded>(room(code, "/devices"), { body: {}, token });

/** Makes a link for one more person who facilitates or draws; for facilitators. */
export const invite = (
  code: string,
  token: string,
  body: { seat: "facilitator" | "graphic"; name: string; language: Language },
) => call<DeviceAdded>(room(code, "/invite"), { body, token });

/** Fresh links to hand out; for facilitators. */
export const roomLinks = (code: string, token: string) => call<Links>(room(code, "/links"), { token });

/** Ends every link of a seat and gives fresh ones; for facilitators, whose own console comes with a new token. */
export const replaceLinks = (code: string, token: string, seat: "facilitator" | "screen" | "reader") =>
  call<Links>(room(code, `/links/${seat}`), { token, method: "DELETE" });

/** Ends every link of one person, and cuts their devices; for facilitators. */
export const endLinksOf = (code: string, token: string, person: string) =>
  call<{ ended: string }>(room(code, `/people/${encodeURIComponent(person)}/links`), {
    token,
    method: "DELETE",
  });

/** Ends a person's links and gives their place back to the list of those expected; for facilitators. */
export const freePlaceOf = (code: string, token: string, person: string) =>
  call<{ ended: string }>(room(code, `/people/${encodeURIComponent(person)}/place`), {
    token,
    method: "DELETE",
  });

/** Uploads a file for a board and gives its id. */
export function upload(code: string, token: string, file: Blob, name: string): Promise<FileAdded> {
  const body = new FormData();
  body.append("file", file, name);
  return call(room(code, "/files"), { body, token });
}

/** The address of a picture; its id is the hash of its content, which only the room's people are told. */
export const filePath = (code: string, file: string, small = false): string =>
  room(code, `/files/${encodeURIComponent(file)}${small ? "?size=small" : ""}`);

/** The address of all that the room keeps of the person who asks. */
export const myDataPath = (code: string, form: "md" | "json", language: Language): string =>
  `${room(code, `/mine.${form}`)}?language=${language}`;

/** The address of the QR code with which people join. */
export const joinQr = (code: string): string => room(code, "/qr.svg");

/** Two cards that say nearly the same thing, with the words that they share. */
export interface Suggested {
  cards: [string, string];
  score: number;
  words: string[];
  /** One of them may say the contrary of the other. */
  opposed: boolean;
}

/** Pairs of cards worth looking at together, the most alike first; for those who edit the synthesis. */
export const suggestions = (code: string, token: string) =>
  call<Suggested[]>(room(code, "/suggestions"), { token });

/** What was done to a statement, step by step, as this person may see it. */
export const history = (code: string, token: string, statement: string) =>
  call<Past[]>(room(code, `/history/statement/${encodeURIComponent(statement)}`), { token });

/** The forms in which whoever holds the token may have the publication now. */
export const publicationForms = (code: string, token: string) =>
  call<{ forms: string[] }>(room(code, "/publication"), { token });

/** Fetches a document, so that the token never stands in an address. */
export async function fetchDocument(path: string, token: string): Promise<Blob> {
  const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` } }).catch(() => null);
  if (!answer) throw new RefusedCall("network.gone");
  if (!answer.ok) {
    const said = (await answer.json().catch(() => ({}))) as Partial<Problem>;
    throw new RefusedCall(codeOf(said, answer.status), said.facts);
  }
  return answer.blob();
}

/** Fetches the publication in one of its forms. */
export const publication = (code: string, form: string, token: string, language: Language) =>
  fetchDocument(`${room(code, `/publication.${form}`)}?language=${language}`, token);
