/**
 * Runs many pages of the real client in one Node, for the fuzz: each is the client's own code, evaluated
 * anew for every load, with the globals of a browser of its own (clock, timers, IndexedDB, storage,
 * channels between tabs, WebSocket). Steered by JSON lines on stdin; answers on stdout.
 *
 * Time in the pages runs `speed` times faster than ours, so that a wait of eight seconds takes one.
 */

import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { IDBFactory } from "fake-indexeddb";
import { build } from "vite";
import { WebSocket } from "ws";

const ENTRY = fileURLToPath(new URL("../src/testing/page.ts", import.meta.url));

async function bundled() {
  const made = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: ENTRY, formats: ["iife"], name: "client" },
    },
  });
  const [{ output }] = Array.isArray(made) ? made : [made];
  return output[0].code;
}

/** A device's clock and its timers: fast, wrong by `skew`, and stopped while the device sleeps. */
class Clock {
  #origin = Date.now();
  #timers = new Map();
  #late = [];
  #next = 1;
  frozen = false;
  dead = false;

  constructor(speed, skew) {
    this.speed = speed;
    this.skew = skew;
  }

  now() {
    return Math.round(this.#origin + (Date.now() - this.#origin) * this.speed + this.skew);
  }

  /** Runs what the page is to run, now or once it is awake; never after it is gone. */
  run(act) {
    if (this.dead) return;
    if (this.frozen) this.#late.push(act);
    else act();
  }

  setTimeout(act, ms = 0, ...given) {
    const id = this.#next++;
    const fire = () => {
      if (!this.#timers.has(id)) return;
      this.#timers.delete(id);
      act(...given);
    };
    this.#timers.set(
      id,
      setTimeout(() => this.run(fire), ms / this.speed),
    );
    return id;
  }

  clearTimeout(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  setInterval(act, ms) {
    const id = this.#next++;
    this.#timers.set(
      id,
      setInterval(() => this.run(act), ms / this.speed),
    );
    return id;
  }

  thaw() {
    this.frozen = false;
    for (const act of this.#late.splice(0)) act();
  }

  die() {
    this.dead = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#late = [];
  }
}

/** What the pages of one browser share. */
class Device {
  disk = new IDBFactory();
  kept = new Map();
  channels = new Map();
}

class Place extends EventTarget {
  visibilityState = "visible";
  querySelector() {
    return null;
  }
}

function storage(kept) {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
  };
}

/** A disk that a page would still ask after its end: it begins nothing more, and never answers. */
function fallSilent(base) {
  const store = new Proxy({ transaction: {} }, { get: (own, name) => own[name] ?? (() => ({})) });
  base.transaction = () => ({ objectStore: () => store });
}

/** The globals of one page. */
class Browser {
  document = new Place();
  window = new Place();
  #sockets = new Set();
  #bases = new Set();
  #open = new Set();

  constructor(device, address, speed, skew) {
    this.device = device;
    this.clock = new Clock(speed, skew);
    this.address = address;
  }

  globals() {
    const { clock, window } = this;
    const setTimeout = (...given) => clock.setTimeout(...given);
    const clearTimeout = (id) => clock.clearTimeout(id);
    const setInterval = (...given) => clock.setInterval(...given);
    const clearInterval = clearTimeout;
    const { protocol, host, hostname, port, origin, pathname, hash } = this.address;
    const location = { protocol, host, hostname, port, origin, pathname, hash };
    const timers = { setTimeout, clearTimeout, setInterval, clearInterval };
    const shared = { WebSocket: this.#webSocket(), ...timers, location };
    return {
      ...shared,
      globalThis: Object.assign(Object.create(globalThis), shared),
      self: Object.assign(window, shared),
      window,
      document: this.document,
      Date: this.#date(),
      indexedDB: this.#indexedDB(),
      BroadcastChannel: this.#broadcastChannel(),
      localStorage: storage(this.device.kept),
      sessionStorage: storage(new Map()),
      XMLHttpRequest: undefined,
    };
  }

  #date() {
    const clock = this.clock;
    return class extends Date {
      constructor(...given) {
        if (given.length) super(...given);
        else super(clock.now());
      }
      static now() {
        return clock.now();
      }
    };
  }

  #webSocket() {
    const { clock } = this;
    const sockets = this.#sockets;
    return class extends WebSocket {
      constructor(address, protocols) {
        super(address, protocols ?? [], { perMessageDeflate: false });
        sockets.add(this);
        super.on("close", () => sockets.delete(this));
        super.on("error", () => {});
      }
      emit(name, ...given) {
        clock.run(() => super.emit(name, ...given));
        return true;
      }
    };
  }

  /** The device's disk: what a page has begun is finished, what it would begin after its end is not. */
  #indexedDB() {
    return {
      open: (...given) => {
        if (this.clock.dead) return {};
        const asked = this.device.disk.open(...given);
        asked.addEventListener("success", () => {
          this.#bases.add(asked.result);
          if (this.clock.dead) fallSilent(asked.result);
        });
        return asked;
      },
    };
  }

  #broadcastChannel() {
    const { clock, device } = this;
    const open = this.#open;
    return class {
      onmessage = null;
      constructor(name) {
        this.name = name;
        if (!device.channels.has(name)) device.channels.set(name, new Set());
        device.channels.get(name).add(this);
        open.add(this);
      }
      hear(data) {
        clock.run(() => this.onmessage?.({ data }));
      }
      postMessage(data) {
        if (clock.dead) return;
        for (const other of device.channels.get(this.name)) {
          if (other !== this) setImmediate(() => other.hear(structuredClone(data)));
        }
      }
      close() {
        device.channels.get(this.name).delete(this);
        open.delete(this);
      }
    };
  }

  /** The page is gone: crashed, closed or reloaded. */
  end() {
    this.clock.die();
    for (const channel of [...this.#open]) channel.close();
    for (const socket of this.#sockets) socket.terminate();
    for (const base of this.#bases) fallSilent(base);
  }
}

const code = await bundled();
let speed = 1;
let devices = new Map();
let pages = new Map();
/** What each device asked and was told, by all its pages that are and were. */
let asked = [];
let told = [];

const gather = ({ page, device }) => {
  for (const one of page?.told.splice(0) ?? []) told.push({ device, ...one });
};

const commands = {
  world({ speed: fast }) {
    for (const { browser } of pages.values()) browser.end();
    [devices, pages, asked, told] = [new Map(), new Map(), [], []];
    speed = fast;
  },
  /** Opens a page: its first file opens the line at once, the others come `late` milliseconds after it. */
  open({ page: name, device, base, code: room, seat, token, skew, late }) {
    if (!devices.has(device)) devices.set(device, new Device());
    const known = devices.get(device).kept.has(`recolte:pass:${room}:${seat}`);
    const path = seat === "person" ? `/r/${room}` : `/r/${room}/${seat}`;
    const address = new URL(known ? path : `${path}#t=${token}`, base);
    const browser = new Browser(devices.get(device), address, speed, skew);
    const globals = browser.globals();
    const load = new Function(...Object.keys(globals), `${code}\nreturn client;`);
    const client = load(...Object.values(globals));
    const there = { browser, device, page: null };
    pages.set(name, there);
    browser.clock.setTimeout(() => {
      there.page = new client.Page(room, seat, token);
    }, late);
  },
  async act({ page: name, op, args, base, after, text }) {
    const there = pages.get(name);
    if (!there?.page || there.browser.clock.frozen) return null;
    const acted = await there.page.act(op, args, base, after);
    if (acted) asked.push({ device: there.device, name: op, args, text, ...acted });
    return acted;
  },
  /** Ends a page; a crash says nothing to the other tabs. */
  end({ page: name, gently }) {
    const there = pages.get(name);
    if (!there) return;
    if (gently) there.browser.window.dispatchEvent(new Event("pagehide"));
    gather(there);
    there.browser.end();
    pages.delete(name);
  },
  freeze({ page: name }) {
    const there = pages.get(name);
    if (there) there.browser.clock.frozen = true;
  },
  thaw({ page: name }) {
    const there = pages.get(name);
    if (!there) return;
    there.browser.clock.thaw();
    there.browser.document.dispatchEvent(new Event("visibilitychange"));
  },
  online({ page: name }) {
    pages.get(name)?.browser.window.dispatchEvent(new Event("online"));
  },
  skew({ page: name, by }) {
    const there = pages.get(name);
    if (there) there.browser.clock.skew += by;
  },
  report() {
    for (const there of pages.values()) gather(there);
    const states = [...pages].map(([name, { page, device }]) => ({ name, device, ...page.report() }));
    return { pages: states, asked, told };
  },
  /** The same without the records, to see whether all is quiet. */
  async state() {
    const states = [...pages].map(async ([name, { page, device }]) => {
      if (!page) return { name, device, status: "loading", seq: 0, waiting: 0, kept: 0 };
      const { status, code, seq, waiting, trouble } = page.report();
      return { name, device, status, code, seq, waiting: waiting.length, kept: await page.kept(), trouble };
    });
    return await Promise.all(states);
  },
};

process.on("uncaughtException", (error) => {
  process.stdout.write(`${JSON.stringify({ fault: String(error.stack) })}\n`);
});
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const { n, do: name, ...given } = JSON.parse(line);
  void Promise.resolve(commands[name](given)).then((result) => {
    process.stdout.write(`${JSON.stringify({ n, result: result ?? null })}\n`);
  });
}
