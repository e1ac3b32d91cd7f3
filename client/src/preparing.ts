/** The HTTP calls with which a day is prepared, copied, printed and erased. */

import { call, fetchDocument } from "./api";
import type {
  DuplicateRoom,
  Expected,
  Language,
  PageDraft,
  PageKept,
  RoomErased,
  RoomOpened,
} from "./wire.gen";

const room = (code: string, rest: string): string => `/api/rooms/${encodeURIComponent(code)}${rest}`;

function formOf(file: File, fields: { [name: string]: string } = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file, file.name);
  return form;
}

/** Writes a page; the answer shows it as people will read it. */
export const writePage = (code: string, token: string, page: string, body: PageDraft) =>
  call<PageKept>(room(code, `/pages/${encodeURIComponent(page)}`), { body, token, method: "PUT" });

/** Says line by line what a list of people would bring; writes nothing. */
export const lookAtList = (code: string, token: string, file: File) =>
  call<Expected>(room(code, "/people"), { body: formOf(file), token });

/** Opens a room with the same set-up, and nobody in it. */
export const duplicateRoom = (code: string, token: string, body: DuplicateRoom) =>
  call<RoomOpened>(room(code, "/duplicate"), { body, token });

/** Opens a room from a format in a file; the fields are those of opening any room. */
export const openFromFormat = (file: File, fields: { [name: string]: string }) =>
  call<RoomOpened>("/api/rooms/from-format", { body: formOf(file, fields) });

/** Gives the room's set-up as a format in a file. */
export const formatFile = (code: string, token: string, language: Language) =>
  fetchDocument(`${room(code, "/format.zip")}?language=${language}`, token);

/** Gives everything to print for the room, as a PDF. */
export const kitFile = (code: string, token: string, language: Language) =>
  fetchDocument(`${room(code, "/kit.pdf")}?language=${language}`, token);

/** Erases the room now, with everything in it. */
export const eraseRoom = (code: string, token: string) =>
  call<RoomErased>(room(code, ""), { token, method: "DELETE" });
