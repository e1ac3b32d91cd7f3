import { describe, expect, it } from "vitest";
import { markPassed, queueOf, readReference, timersFor } from "./calls";

describe("calls", () => {
  it("reads what everybody is called to, and nothing else", () => {
    expect(readReference("card/c1")).toEqual({ kind: "card", id: "c1" });
    expect(readReference("page/a/b")).toEqual({ kind: "page", id: "a/b" });
    expect(readReference("note/n1")).toBeNull();
    expect(readReference(null)).toBeNull();
  });

  it("lets the hand that waits longest speak first", () => {
    const hands = [
      { id: "b", rev: 2, at: 20 },
      { id: "a", rev: 1, at: 10 },
    ];
    expect(queueOf(hands).map((hand) => hand.id)).toEqual(["a", "b"]);
  });

  it("shows a table the room's clocks and its own, never another table's", () => {
    const timer = (id: string, group: string | null, ends_at: number) => ({
      id,
      rev: 1,
      label: "",
      group,
      ends_at,
    });
    const timers = [timer("room", null, 30), timer("ours", "g1", 20), timer("theirs", "g2", 10)];
    expect(timersFor(timers, "g1").map((one) => one.id)).toEqual(["ours", "room"]);
  });

  it("tells a mark once, as it passes", () => {
    expect(markPassed(300_400, 299_900)).toBe(5);
    expect(markPassed(299_900, 298_900)).toBeNull();
    expect(markPassed(800, -200)).toBe(0);
  });

  it("tells nothing where the clock was set anew or the page has just opened", () => {
    expect(markPassed(null, 20_000)).toBeNull();
    expect(markPassed(900_000, 40_000)).toBeNull();
  });
});
