/** The HTTP calls of the server; what it refuses comes back as a code that the words explain. */

import type { Language, RoleChoice, Text } from "./wire.gen";

/** The server said no; `code` is one of the closed list that `refusal.<code>` puts into words. */
export class RefusedCall extends Error {
  constructor(
    readonly code: string,
    readonly facts: { [key: string]: string | number | null } = {},
  ) {
    super(code);
  }
}

export interface FormatSummary {
  name: string;
  title: Text;
  summary: Text;
  language?: Language;
  people?: number;
}

export interface NewRoom {
  format: string;
  title: string;
  language?: Language;
  date?: string;
  place?: string;
  password?: string;
}

export interface OpenedRoom {
  code: string;
  token: string;
  links: { console: string; screen: string; join: string; reader: string };
}

/** What the join page may know before anybody has joined. */
export interface RoomFront {
  code: string;
  title: string;
  date: string;
  place: string;
  language: Language;
  closed: boolean;
  anonymous?: boolean;
  notice?: Text | null;
  roles: RoleChoice[];
  territories?: string[];
}

export interface Joining {
  name: string;
  role?: string;
  territory?: string;
  language?: Language;
}

interface Problem {
  code?: string;
  type?: string;
  facts?: { [key: string]: string | number | null };
}

/** Gives the code of an RFC 9457 problem: its own member, or the end of its type. */
function codeOf(problem: Problem, status: number): string {
  if (problem.code) return problem.code;
  const last = problem.type?.split(/[/:#]/).pop();
  if (last?.includes(".")) return last;
  return status >= 500 ? "storage.unavailable" : "op.malformed";
}

/** Calls the server; throws RefusedCall with its code, or `network.gone` where nobody answers. */
export async function call<T>(path: string, options: { body?: unknown; token?: string } = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.token) headers.authorization = `Bearer ${options.token}`;
  const form = options.body instanceof FormData;
  if (options.body !== undefined && !form) headers["content-type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: options.body === undefined ? "GET" : "POST",
      headers,
      body: form
        ? (options.body as FormData)
        : options.body === undefined
          ? null
          : JSON.stringify(options.body),
      cache: "no-store",
    });
  } catch {
    throw new RefusedCall("network.gone");
  }
  const said = (await answer.json().catch(() => ({}))) as T & Problem;
  if (!answer.ok) throw new RefusedCall(codeOf(said, answer.status), said.facts);
  return said;
}

const room = (code: string, rest = ""): string => `/api/rooms/${encodeURIComponent(code)}${rest}`;

/** The formats from which a room can be opened. */
export async function formats(): Promise<FormatSummary[]> {
  const said = await call<FormatSummary[] | { formats: FormatSummary[] }>("/api/formats");
  return Array.isArray(said) ? said : said.formats;
}

/** Opens a room; the answer's token is the facilitator's. */
export const openRoom = (body: NewRoom) => call<OpenedRoom>("/api/rooms", { body });

/** What can be known of a room from its code alone. */
export const roomFront = (code: string) => call<RoomFront>(room(code));

/** Joins a room as a person; the token stays on this device. */
export const join = (code: string, body: Joining) =>
  call<{ token: string; participant: string }>(room(code, "/join"), { body });

/** Uploads a file for a board and gives its id. */
export function upload(code: string, token: string, file: Blob, name: string): Promise<{ file: string }> {
  const body = new FormData();
  body.append("file", file, name);
  return call(room(code, "/files"), { body, token });
}

/** The address of the QR code with which people join. */
export const joinQr = (code: string): string => room(code, "/qr.svg");

/** Fetches the publication in one of its forms, so that the token never stands in an address. */
export async function publication(
  code: string,
  form: string,
  token: string,
  language: Language,
): Promise<Blob> {
  const path = `${room(code, `/publication.${form}`)}?language=${language}`;
  const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` } }).catch(() => null);
  if (!answer) throw new RefusedCall("network.gone");
  if (!answer.ok)
    throw new RefusedCall(codeOf((await answer.json().catch(() => ({}))) as Problem, answer.status));
  return answer.blob();
}
