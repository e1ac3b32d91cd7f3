import "fake-indexeddb/auto";
import { signal } from "@preact/signals";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openKeep } from "./kept";
import type { Status } from "./line";
import { type KeptPicture, Pictures } from "./pictures";
import type { Visit } from "./visit";

let small = Promise.resolve();
vi.mock("./shrink", () => ({ shrunk: (file: File) => small.then(() => file) }));
vi.mock("./uploads", () => ({ post: async () => ({ file: "f" }) }));

/** A visit of which pictures see no more than this, and the sheets that it sent. */
function visiting(status: Status) {
  const sent: string[] = [];
  const visit = {
    code: "ABCDEF",
    pass: { token: "t" },
    line: { status: signal(status) },
    do: async (_: string, { sheet }: { sheet: string }) => {
      sent.push(sheet);
      return { ok: 1 };
    },
  };
  return { visit: visit as unknown as Visit, sent };
}

const photo = () => new File([new Uint8Array(8)], "feuille.jpg", { type: "image/jpeg" });

async function onDisk(who: string): Promise<string[]> {
  const kept = await (await openKeep<KeptPicture>("pictures")).entries();
  return kept.filter(([key]) => key.startsWith(`ABCDEF/${who}/`)).map(([, one]) => one.sheet);
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("pictures of sheets", () => {
  test("one of whose sending nothing is heard any more is given up, to be sent again", async () => {
    const { post } = await vi.importActual<typeof import("./uploads")>("./uploads");
    /** A way that is dead without a word, but for a sign of life when it is asked for one. */
    class Dead {
      upload = { onprogress: (_: object) => {} };
      onabort = () => {};
      onloadend = () => {};
      open = () => requests.push(this);
      setRequestHeader = () => {};
      send = () => {};
      abort = () => {
        this.onabort();
        this.onloadend();
      };
    }
    const requests: Dead[] = [];
    vi.useFakeTimers();
    vi.stubGlobal("XMLHttpRequest", Dead);
    let given: unknown = null;
    post("ABCDEF", "t", photo(), () => {}).catch((why) => {
      given = why;
    });
    await vi.advanceTimersByTimeAsync(50_000);
    requests[0]?.upload.onprogress({ lengthComputable: true, loaded: 1, total: 2 });
    await vi.advanceTimersByTimeAsync(50_000);
    expect(given).toBeNull();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(given).toMatchObject({ code: "network.gone" });
  });

  test("one that broke off, or that a network answers in the place of the server, waits, and one that the server refuses does not", async () => {
    const { post } = await vi.importActual<typeof import("./uploads")>("./uploads");
    /** Answers at once, with a page where the server answers with a problem. */
    const answering = (status: number, response: object | null) =>
      class {
        upload = {};
        status = status;
        response = response;
        onload = () => {};
        onloadend = () => {};
        open = () => {};
        setRequestHeader = () => {};
        send = () => {
          this.onloadend();
          this.onload();
        };
      };
    const sent = async (status: number, response: object | null) => {
      vi.stubGlobal("XMLHttpRequest", answering(status, response));
      return await post("ABCDEF", "t", photo(), () => {}).catch((why) => why.code);
    };
    expect(await sent(200, null)).toBe("network.gone");
    expect(await sent(408, { code: "op.malformed" })).toBe("network.gone");
    expect(await sent(403, null)).toBe("op.malformed");
    expect(await sent(413, null)).toBe("file.too-large");
    expect(await sent(422, { code: "file.type" })).toBe("file.type");
  });

  test("one that is made small while one turns to another page of the room is sent by that page", async () => {
    let done = () => {};
    small = new Promise((resolve) => {
      done = resolve;
    });
    const before = visiting({ is: "live" });
    const taking = new Pictures(before.visit, "amel").take(photo(), {} as never);
    before.visit.line.status.value = { is: "offline" };
    const after = visiting({ is: "live" });
    const pictures = new Pictures(after.visit, "amel");
    await vi.waitFor(() => expect(pictures.opening.value).toBe(false));
    done();
    const sheet = await taking;
    await vi.waitFor(() => expect(after.sent).toEqual([sheet]));
    expect(before.sent).toEqual([]);
    await vi.waitFor(async () => expect(await onDisk("amel")).toEqual([]));
    expect(pictures.waiting.value).toEqual([]);
  });

  test("one that is taken before the disk has answered is kept on it, and waits once", async () => {
    small = Promise.resolve();
    const pictures = new Pictures(visiting({ is: "offline" }).visit, "chloe");
    const sheet = await pictures.take(photo(), {} as never);
    await vi.waitFor(() => expect(pictures.opening.value).toBe(false));
    expect(await onDisk("chloe")).toEqual([sheet]);
    expect(pictures.waiting.value.map((one) => one.sheet)).toEqual([sheet]);
  });

  test("one that the device cannot read is told to who took it, and nothing of it waits", async () => {
    small = Promise.resolve();
    const pictures = new Pictures(visiting({ is: "offline" }).visit, "basile");
    const file = photo();
    file.arrayBuffer = () => Promise.reject(new DOMException("", "NotReadableError"));
    await expect(pictures.take(file, {} as never)).rejects.toThrow(DOMException);
    expect(pictures.waiting.value).toEqual([]);
  });
});
