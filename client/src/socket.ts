/** The wire as the rest of the page knows it, and its Socket.IO form: the only file that names it. */

import { io, type Socket } from "socket.io-client";

export interface Wire {
  readonly connected: boolean;
  connect(): void;
  disconnect(): void;
  /** Sends and waits for the answer; rejects when there is none within `within` milliseconds. */
  ask(event: string, body: unknown, within: number): Promise<unknown>;
  /** Sends what may be lost. */
  send(event: string, body: unknown): void;
  on(event: WireEvent, listener: (body: unknown) => void): void;
}

/**
 * `refused` carries the code with which the server turned the connection down. `ended` follows `disconnect`
 * where the server itself meant it, and then nothing opens the line again unless it is asked to.
 */
export type WireEvent =
  | "connect"
  | "disconnect"
  | "ended"
  | "unreachable"
  | "refused"
  | "frame"
  | "here"
  | "stopping";

const LET_IN_WITHIN = 8_000;
const TURNED_DOWN_AFTER = 2_000;
const CODE = /^[a-z]+\.[a-z-]+$/;

interface ConnectError extends Error {
  data?: { refused?: string; wait?: string };
}

/**
 * A line that opens and then says nothing: Socket.IO would wait for ever to be let in, and so would the
 * person. It is closed, and Socket.IO opens another.
 */
function answered(socket: Socket): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(waiting);
  socket.io.on("open", () => {
    stop();
    waiting = setTimeout(() => socket.connected || socket.io.engine.close(), LET_IN_WITHIN);
  });
  socket.io.on("close", stop);
  socket.on("connect", stop);
  socket.on("connect_error", stop);
}

/**
 * Opens a Socket.IO connection: WebSocket first, polling where a network blocks it. The room stands
 * in the address, so that a proxy can bring all its devices to one process.
 */
export function openSocket(room: string, token: string): Wire {
  const socket = io({
    autoConnect: false,
    auth: { token },
    query: { room },
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 4_000,
    // Half the delay at random: three hundred phones do not come back in one instant.
    randomizationFactor: 0.5,
    timeout: 8_000,
  });
  answered(socket);
  return {
    get connected() {
      return socket.connected;
    },
    // While one is being let in, a second request would be refused, and the first with it.
    connect: () => void (socket.active || socket.connect()),
    disconnect: () => void socket.disconnect(),
    ask: (event, body, within) => socket.timeout(within).emitWithAck(event, body),
    send: (event, body) => void socket.volatile.emit(event, body),
    on(event, listener) {
      if (event === "unreachable") socket.on("connect_error", () => socket.active && listener(null));
      else if (event === "ended")
        socket.on("disconnect", (reason) => reason === "io server disconnect" && listener(null));
      else if (event !== "refused") socket.on(event, listener);
      else
        socket.on("connect_error", (error: ConnectError) => {
          const code = error.data?.refused ?? error.data?.wait ?? error.message;
          if (CODE.test(code)) return listener(code);
          // What is not a code is a network that does not answer, and Socket.IO tries again by itself;
          // unless a server or what stands before it turned us down in words of its own.
          if (!socket.active) setTimeout(() => socket.connect(), TURNED_DOWN_AFTER);
        });
    },
  };
}
