import { describe, expect, it } from "vitest";
import type { Board } from "../wire.gen";
import { exchange, hanging, LARGEST_FILE, publishable, unfit } from "./boards";

const board = (id: string, order: number, withdrawn = false) =>
  ({ id, order, withdrawn, at: order }) as Board;

describe("boards", () => {
  it("hang in order, without those that were withdrawn", () => {
    expect(hanging([board("b", 2), board("a", 1), board("c", 3, true)]).map((one) => one.id)).toEqual([
      "a",
      "b",
    ]);
  });

  it("change places with a neighbour, and stay where they are at the ends", () => {
    const boards = [board("a", 1), board("b", 4)];
    expect(exchange(boards, "b", -1)).toEqual([
      { board: "b", order: 1 },
      { board: "a", order: 4 },
    ]);
    expect(exchange(boards, "a", -1)).toEqual([]);
  });

  it("are numbered anew where two have the same place", () => {
    const orders = exchange([board("a", 1), board("b", 1)], "a", 1);
    expect(new Set(orders.map((one) => one.order)).size).toBe(2);
  });

  it("are fit to be published once their alternative text says something", () => {
    expect([publishable({ alt: " " }), publishable({ alt: "Un pont" })]).toEqual([false, true]);
  });

  it("are not sent where the file is too big or no picture", () => {
    expect(unfit({ name: "a.svg", type: "image/svg+xml", size: 10 })).toBe("type");
    expect(unfit({ name: "a.jpg", type: "image/jpeg", size: LARGEST_FILE + 1 })).toBe("big");
    expect(unfit({ name: "IMG.HEIC", type: "", size: 10 })).toBeNull();
  });
});
