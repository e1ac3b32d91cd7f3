import "fake-indexeddb/auto";
import { describe, expect, test, vi } from "vitest";
import { Drafts } from "./drafts";

describe("drafts", () => {
  test("what was being typed is there again after a reload, and only for that person", async () => {
    const before = await Drafts.open("ABCDEF", "p1");
    before.set("card/new", "une phrase en cour");
    before.set("card/new", "une phrase en cours");
    before.flush();
    await vi.waitFor(async () => {
      const after = await Drafts.open("ABCDEF", "p1");
      expect(after.get("card/new")).toBe("une phrase en cours");
    });
    expect((await Drafts.open("ABCDEF", "p2")).get("card/new")).toBe("");
  });

  test("a draft that was sent is forgotten", async () => {
    const drafts = await Drafts.open("ABCDEF", "p3");
    drafts.set("reason", "parce que");
    drafts.flush();
    drafts.set("reason", "");
    drafts.flush();
    await vi.waitFor(async () => expect((await Drafts.open("ABCDEF", "p3")).get("reason")).toBe(""));
    expect(drafts.get("reason")).toBe("");
  });

  test("a text that one tab sends leaves the others that show the same, and stays where it was changed since", async () => {
    const first = await Drafts.open("ABCDEF", "p5");
    for (const [key, text] of [
      ["card/a", "la même"],
      ["card/b", "la même"],
      ["card/c", "à garder"],
    ] as const)
      first.set(key, text);
    first.flush();
    const onDisk = async (key: string) => {
      const look = await Drafts.open("ABCDEF", "p5");
      look.close();
      return look.get(key);
    };
    await vi.waitFor(async () => expect(await onDisk("card/c")).toBe("à garder"));
    const other = await Drafts.open("ABCDEF", "p5");
    const emptied: string[] = [];
    for (const key of ["card/a", "card/b", "card/c"]) other.onSent(key, () => emptied.push(key));
    other.set("card/b", "la même, et la suite");
    other.flush();
    await vi.waitFor(async () => expect(await onDisk("card/b")).toBe("la même, et la suite"));
    for (const key of ["card/a", "card/b"]) first.sent(key);
    // Given up by hand, and not sent: it may have been cut here to be laid elsewhere.
    first.set("card/c", "");
    first.flush();
    await vi.waitFor(() => expect(emptied).toEqual(["card/a"]));
    await vi.waitFor(async () => expect(await onDisk("card/b")).toBe("la même, et la suite"));
    await vi.waitFor(async () => expect(await onDisk("card/c")).toBe("à garder"));
    expect([other.get("card/a"), await onDisk("card/a")]).toEqual(["", ""]);
    // Who erases what is theirs leaves nothing behind in another tab either.
    first.forget();
    await vi.waitFor(async () => expect([other.get("card/b"), await onDisk("card/b")]).toEqual(["", ""]));
    await vi.waitFor(async () => expect(await onDisk("card/c")).toBe(""));
    first.close();
    other.close();
  });

  test("what was begun in a step is found by it, and all of it in a closed room, as it was typed", async () => {
    const drafts = await Drafts.open("ABCDEF", "p4");
    const typed = {
      "card/s1/c1": "une carte",
      "card/s1/c1#marks": "constat",
      "answer/s2/a": "une réponse",
      "comment/card/c9": "un mot",
      "proposal/politique": "une proposition",
      "commitment/p9/who": "Amel",
      "commitment/p9/what": "un engagement",
      "commitment/p9/by": "2027-01-01",
      "edit/c8": "12 un changement",
      "message/room": "un message",
    };
    for (const [key, text] of Object.entries(typed)) drafts.set(key, text);
    expect(drafts.begunIn({ id: "s1", activity: "grid" })).toEqual(["une carte"]);
    expect(drafts.begunIn({ id: "s2", activity: "checkin" })).toEqual(["une réponse"]);
    expect(drafts.begunIn({ id: "s3", activity: "gallery" })).toEqual(["un mot"]);
    expect(drafts.begunIn({ id: "s4", activity: "projection" })).toEqual([
      "une proposition",
      "un engagement",
    ]);
    expect(drafts.begun()).toEqual([
      "une carte",
      "une réponse",
      "un mot",
      "une proposition",
      "un engagement",
      "un changement",
    ]);
  });
});
