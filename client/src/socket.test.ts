import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSocket } from "./socket";

const ENTERED =
  '452-["entered",{"seq":1,"packed":[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]}]';
const OPEN = '0{"sid":"x","upgrades":[],"pingInterval":5000,"pingTimeout":4000,"maxPayload":1000000}';

interface Heard {
  onopen?: () => void;
  onmessage?: (message: { data: unknown }) => void;
}
const lines: Heard[] = [];
// Whatever opens a WebSocket here is given one that says what the test says.
vi.mock("./early", () => ({
  takeEarly: () => {
    tried.push("websocket");
    lines.push({ send: () => {}, close: () => {} } as Heard);
    return lines.at(-1);
  },
}));

/** Which ways were tried, in order. */
const tried: string[] = [];
vi.mock("socket.io-client", async (load) => {
  const real = await load<typeof import("socket.io-client")>();
  class Polling extends real.XHR {
    override doOpen(): void {
      tried.push("polling");
    }
  }
  return { ...real, XHR: Polling };
});

/** A line on which one was let in, and is being told of the room. */
async function letIn() {
  const wire = openSocket("K7MPQ2", "secret");
  const connected = new Promise<void>((done) => wire.on("connect", () => done()));
  wire.connect();
  await vi.advanceTimersByTimeAsync(0);
  const line = lines.at(-1);
  const say = (data: unknown) => line?.onmessage?.({ data });
  line?.onopen?.();
  say(OPEN);
  await vi.advanceTimersByTimeAsync(0);
  say('40{"sid":"y"}');
  await connected;
  return { wire, say };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("location", { protocol: "https:", host: "recolte.example" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a room that comes in pieces is waited for as long as they come, though no ping gets through", async () => {
  const { wire, say } = await letIn();
  const reply = wire.greeted(8_000);
  say(ENTERED);
  for (const at of [0, 1]) {
    await vi.advanceTimersByTimeAsync(7_000);
    say(new ArrayBuffer(8 + at));
  }
  await vi.advanceTimersByTimeAsync(0);
  expect(wire.connected).toBe(true);
  expect((await reply).reply).toMatchObject({ seq: 1, packed: [{ byteLength: 8 }, { byteLength: 9 }] });
});

test("a line on which nothing comes any more is given up as before", async () => {
  const { wire, say } = await letIn();
  const reply = wire.greeted(8_000).catch((silence: Error) => silence.message);
  say(ENTERED);
  say(new ArrayBuffer(8));
  await vi.advanceTimersByTimeAsync(8_500);
  expect(await reply).toBe("no answer in time");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(wire.connected).toBe(false);
});

test("where a WebSocket is swallowed without a word, polling comes next", async () => {
  tried.length = 0;
  openSocket("K7MPQ2", "secret").connect();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tried).toEqual(["websocket", "polling", "websocket"]);
});
