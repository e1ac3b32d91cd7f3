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
});
