/** The wire as the rest of the page knows it, and its Socket.IO form: the only file that names it. */

import { io, type Socket, WebSocket as WebSocketWay, XHR } from "socket.io-client";
import { takeEarly } from "./early";

/** An answer, and when it was asked for, in milliseconds since 1970 by this device. */
export interface Answered {
  reply: unknown;
  at: number;
}

export interface Wire {
  readonly connected: boolean;
  connect(): void;
  disconnect(): void;
  /** Sends and waits for the answer; rejects when there is none within `within` milliseconds. */
  ask(event: string, body: unknown, within: number): Promise<unknown>;
  /**
   * Sends and waits for an answer that comes in pieces; rejects when none of them has come for `silence`
   * milliseconds.
   */
  askMuch(event: string, body: unknown, silence: number): Promise<unknown>;
  /** Sends what may be lost. */
  send(event: string, body: unknown): void;
  /** Takes what is asked along with each request to be let in; `undefined` asks nothing. */
  greet(asked: () => unknown): void;
  /** Gives the answer to what was asked with the last such request, and when that was; rejects as `askMuch` does. */
  greeted(silence: number): Promise<Answered>;
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
/** How long an answer may go on coming, in milliseconds. */
const LONGEST_ANSWER = 120_000;
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
 * Where a WebSocket is refused, polling is tried at once. Where a network swallows it without a word, nothing comes of
 * either in time: the next try then begins with the other.
 */
function inTurn(socket: Socket): void {
  const { opts } = socket.io;
  socket.io.on("error", ({ message }) => {
    if (message === "timeout") opts.transports?.reverse();
  });
}

/**
 * Hears that something comes. A room comes in pieces, which on a weak network take longer than a dead line may keep
 * silent: each is a sign of life, where Socket.IO hears the server's pings alone, which stand behind them.
 */
class Ear {
  private waiting = new Set<() => void>();

  constructor(socket: Socket) {
    socket.io.on("open", () => {
      const { engine } = socket.io;
      engine.on("packet", ({ data }: { data?: unknown }) => {
        if (typeof data === "object") for (const again of this.waiting) again();
        // biome-ignore lint/complexity/useLiteralKeys: the library keeps it to itself.
        engine["_resetPingTimeout"]();
      });
    });
  }

  /** Gives an answer; rejects once there was none, and no piece of one, for so many milliseconds. */
  patient<T>(answer: Promise<T>, silence: number): Promise<T> {
    return new Promise((resolve, reject) => {
      let late: ReturnType<typeof setTimeout>;
      const done = () => {
        clearTimeout(late);
        this.waiting.delete(again);
      };
      const again = () => {
        clearTimeout(late);
        late = setTimeout(() => {
          done();
          reject(new Error("no answer in time"));
        }, silence);
      };
      again();
      this.waiting.add(again);
      answer.finally(done).then(resolve, reject);
    });
  }
}

/** When the line that is about to ask has asked already. */
let spokenEarly: number | null = null;

/**
 * What is asked with the request to be let in, and its answer: one way there and back on a weak network,
 * where letting in and asking by itself are two. The answer comes once the connection is there.
 */
class Knock {
  asked: () => unknown = () => undefined;
  private answer: Promise<unknown> = Promise.resolve();
  private at = 0;
  private give: (reply: unknown) => void = () => {};

  /** Gives what to ask with a new request; what an older one has still to bring is nobody's any more. */
  ask(): unknown {
    this.answer = new Promise((resolve) => {
      this.give = resolve;
    });
    this.at = spokenEarly ?? Date.now();
    spokenEarly = null;
    return this.asked();
  }

  take(reply: unknown): void {
    this.give(reply);
  }

  async answered(): Promise<Answered> {
    return { reply: await this.answer, at: this.at };
  }
}

/** The way over a WebSocket, which begins with the one that the page has opened early, where it has. */
class EarlyWay extends WebSocketWay {
  override createSocket(...asked: Parameters<WebSocketWay["createSocket"]>): WebSocket {
    const early = takeEarly(asked[0], (at) => {
      spokenEarly = at;
    });
    return early ?? super.createSocket(...asked);
  }
}

/**
 * Opens a Socket.IO connection: WebSocket first, polling where a network blocks it. The room stands
 * in the address, so that a proxy can bring all its devices to one process.
 */
export function openSocket(room: string, token: string): Wire {
  const knock = new Knock();
  const socket = io({
    autoConnect: false,
    auth: (give: (auth: object) => void) => give({ token, enter: knock.ask() }),
    query: { room },
    transports: [EarlyWay, XHR],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 4_000,
    // Half the delay at random: three hundred phones do not come back in one instant.
    randomizationFactor: 0.5,
    timeout: 8_000,
  });
  answered(socket);
  inTurn(socket);
  const ear = new Ear(socket);
  socket.on("entered", (reply) => knock.take(reply));
  return {
    get connected() {
      return socket.connected;
    },
    // While one is being let in, a second request would be refused, and the first with it.
    connect: () => void (socket.active || socket.connect()),
    disconnect: () => void socket.disconnect(),
    ask: (event, body, within) => socket.timeout(within).emitWithAck(event, body),
    askMuch: (event, body, silence) =>
      ear.patient(socket.timeout(LONGEST_ANSWER).emitWithAck(event, body), silence),
    send: (event, body) => void socket.volatile.emit(event, body),
    greet: (asked) => {
      knock.asked = asked;
    },
    greeted: (silence) => ear.patient(knock.answered(), silence),
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
