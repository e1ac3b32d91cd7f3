/** The wire as the rest of the page knows it, and its Socket.IO form: the only file that names it. */

import { io } from "socket.io-client";

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

/** `refused` carries the code with which the server turned the connection down. */
export type WireEvent = "connect" | "disconnect" | "refused" | "frame" | "here";

const CODE = /^[a-z]+\.[a-z-]+$/;

interface ConnectError extends Error {
  data?: { refused?: string; wait?: string };
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
  return {
    get connected() {
      return socket.connected;
    },
    connect: () => void socket.connect(),
    disconnect: () => void socket.disconnect(),
    ask: (event, body, within) => socket.timeout(within).emitWithAck(event, body),
    send: (event, body) => void socket.volatile.emit(event, body),
    on(event, listener) {
      if (event !== "refused") socket.on(event, listener);
      else
        socket.on("connect_error", (error: ConnectError) => {
          const code = error.data?.refused ?? error.data?.wait ?? error.message;
          // What is not a code is a network that does not answer: Socket.IO tries again by itself.
          if (CODE.test(code)) listener(code);
        });
    },
  };
}
