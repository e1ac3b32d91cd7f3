import { afterEach, beforeEach, expect, test, vi } from "vitest";

const ADDRESS = "wss://recolte.example/socket.io/?room=K7MPQ2&EIO=4&transport=websocket";

class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 0;
  binaryType = "blob";
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeSocket.made.push(this);
  }
  send(said: string): void {
    this.sent.push(said);
  }
  close(): void {
    this.readyState = 3;
  }
  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  say(data: unknown): void {
    const message = Object.assign(new Event("message"), { data });
    this.dispatchEvent(message);
    this.onmessage?.(message);
  }
}

/** Loads the file as a page of that address does. */
async function arrive(pathname: string, hash = "") {
  vi.stubGlobal("location", { pathname, hash, origin: "https://recolte.example" });
  vi.resetModules();
  return await import("./early");
}

/** What a new owner of the line is told, in order; it asks to be let in once the line says that it is open. */
function owned(socket: WebSocket, asks: string): unknown[] {
  const told: unknown[] = [];
  socket.onopen = () => told.push("open");
  socket.onmessage = ({ data }) => {
    told.push(data);
    if (String(data).startsWith("0{")) socket.send(asks);
  };
  return told;
}

const never = () => {
  throw new Error("nothing was asked on it that its owner would be told of");
};
const line = () => FakeSocket.made[0] as FakeSocket;
const unpacks = typeof DecompressionStream !== "undefined";
const asked = (token: string) =>
  `40{"token":"${token}","enter":{"since":null,"packed":${unpacks},"later":${unpacks},"parts":${unpacks}}}`;
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  FakeSocket.made = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("localStorage", { getItem: () => null });
});
afterEach(() => vi.unstubAllGlobals());

test("nobody's line is opened early, and no line elsewhere than at a room's door", async () => {
  await arrive("/r/K7MPQ2");
  await arrive("/", "#t=secret");
  await arrive("/r/K7MPQ2/console", "#t=secret");
  expect(FakeSocket.made).toEqual([]);
});

test("what came on a line before it is taken over comes to its new owner in order, and is not asked again", async () => {
  const { takeEarly } = await arrive("/r/K7MPQ2", "#t=secret");
  const socket = line();
  expect([socket.url, socket.binaryType]).toEqual([ADDRESS, "arraybuffer"]);
  socket.open();
  socket.say('0{"sid":"x"}');
  socket.say('40{"sid":"y"}');
  expect(socket.sent).toEqual([asked("secret")]);
  const spoken: number[] = [];
  const before = Date.now();
  await settled();
  const taken = takeEarly(ADDRESS, (at) => spoken.push(at)) as WebSocket;
  expect(spoken.map((at) => at <= before)).toEqual([true]);
  const told = owned(taken, asked("secret"));
  await settled();
  socket.say('451-["entered",{}]');
  expect(told).toEqual(["open", '0{"sid":"x"}', '40{"sid":"y"}', '451-["entered",{}]']);
  taken.send('420["clock",null]');
  expect(socket.sent).toEqual([asked("secret"), '420["clock",null]']);
  expect(takeEarly(ADDRESS, never)).toBe(null);
});

test("a line that is still opening is its new owner's from the first word on", async () => {
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => (key.endsWith("K7MPQ2:person") ? "kept me" : null),
  });
  const { takeEarly } = await arrive("/r/K7MPQ2/");
  const told = owned(takeEarly(ADDRESS, never) as WebSocket, asked("kept"));
  await settled();
  line().open();
  line().say('0{"sid":"x"}');
  expect(told).toEqual(["open", '0{"sid":"x"}']);
  expect(line().sent).toEqual([asked("kept")]);
});

test("who would ask something else gets another line", async () => {
  const { takeEarly } = await arrive("/r/K7MPQ2", "#t=secret");
  line().open();
  line().say('0{"sid":"x"}');
  owned(takeEarly(ADDRESS, () => {}) as WebSocket, asked("another"));
  await settled();
  expect(line().readyState).toBe(3);
  expect(line().sent).toEqual([asked("secret")]);
});

test("a line to elsewhere, or one that is gone, is nobody's", async () => {
  const elsewhere = await arrive("/r/K7MPQ2", "#t=secret");
  expect(elsewhere.takeEarly(ADDRESS.replace("K7MPQ2", "AAAAAA"), never)).toBe(null);
  expect(line().readyState).toBe(3);
  FakeSocket.made = [];
  const gone = await arrive("/r/K7MPQ2", "#t=secret");
  line().readyState = 3;
  expect(gone.takeEarly(ADDRESS, never)).toBe(null);
});

test("a browser that opens no line keeps no page from beginning", async () => {
  vi.stubGlobal("WebSocket", () => {
    throw new Error("refused");
  });
  const { takeEarly } = await arrive("/r/K7MPQ2", "#t=secret");
  expect(takeEarly(ADDRESS, never)).toBe(null);
});
