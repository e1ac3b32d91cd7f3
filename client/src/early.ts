/**
 * The line of a participant's page, opened by the first small file of the page that comes: by the time the
 * others are there, it has brought the room. Socket.IO takes it over as if it had opened it, and says
 * nothing that has been said on it already.
 *
 * It stands in a file of its own, with what it needs (`vite.config.ts`), and must never keep the page from beginning.
 */

import { greetingOf } from "./greeting";
import { passFor, tokenOf } from "./pass";

/** The door of a room, with a code as we write it; a code typed otherwise is read by the router, later. */
const DOOR = /^\/r\/([A-Z0-9]{6})\/?$/;

/** What Engine.IO says when a line is open, and how Socket.IO then asks to be let in. */
const OPEN = "0{";
const CONNECT = "40";

interface Early {
  socket: WebSocket;
  /** What was asked on it and when, once it was. */
  asked: string;
  at: number;
  heard: MessageEvent[];
  hear: (message: MessageEvent) => void;
}

let early = opened();

function opened(): Early | null {
  const { pathname = "", hash = "", origin = "" } = globalThis.location ?? {};
  const code = DOOR.exec(pathname)?.[1];
  const token = code && (tokenOf(hash) ?? passFor(code, "person")?.token);
  if (!token) return null;
  try {
    return listening(new WebSocket(lineOf(origin, code)), token);
  } catch {
    return null;
  }
}

/** The address at which Socket.IO opens a room's line. */
function lineOf(origin: string, code: string): string {
  return `${origin.replace(/^http/, "ws")}/socket.io/?room=${code}&EIO=4&transport=websocket`;
}

function listening(socket: WebSocket, token: string): Early {
  const one: Early = {
    socket,
    asked: "",
    at: 0,
    heard: [],
    hear: (message) => {
      one.heard.push(message);
      if (one.asked || !String(message.data).startsWith(OPEN)) return;
      one.asked = CONNECT + JSON.stringify({ token, enter: greetingOf(null, true) });
      one.at = Date.now();
      socket.send(one.asked);
    },
  };
  socket.binaryType = "arraybuffer";
  socket.addEventListener("message", one.hear);
  return one;
}

/**
 * Gives the line that was opened early to whoever would open one at the same address; once. `spoken` is told
 * when something was asked on it, where something was.
 */
export function takeEarly(address: string, spoken: (at: number) => void): WebSocket | null {
  const one = early;
  early = null;
  if (!one) return null;
  const { socket, heard, asked } = one;
  if (socket.url !== address || socket.readyState > WebSocket.OPEN) {
    socket.close();
    return null;
  }
  const open = socket.readyState === WebSocket.OPEN;
  socket.removeEventListener("message", one.hear);
  if (asked) {
    spoken(one.at);
    sayOnce(socket, asked);
  }
  // Once its new owner listens, and before anything new can come.
  queueMicrotask(() => {
    if (open) socket.onopen?.(new Event("open"));
    for (const message of heard) socket.onmessage?.(message);
  });
  return socket;
}

/** Keeps what was said already from being said again; who would begin otherwise needs another line. */
function sayOnce(socket: WebSocket, asked: string): void {
  socket.send = (said) => {
    Reflect.deleteProperty(socket, "send");
    if (said !== asked) socket.close();
  };
}
