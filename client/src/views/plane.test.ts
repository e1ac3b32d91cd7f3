import { expect, it } from "vitest";
import { type Placed, planePages, spreadOut } from "./plane";

it("moves spots apart that lie on each other, and leaves alone those that do not", () => {
  const spots = [
    { x: 50, y: 50 },
    { x: 50, y: 50 },
    { x: 51, y: 50 },
    { x: 10, y: 90 },
  ];
  const moved = spreadOut(spots, 6, [3, 97]);
  for (const [a, one] of moved.entries())
    for (const other of moved.slice(a + 1))
      expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(5.5);
  expect(moved[3]).toEqual({ x: 10, y: 90 });
  expect(spreadOut(spots, 6, [3, 97])).toEqual(moved);
});

it("names every proposal on one of its pages, the most worthwhile first", () => {
  const weighed = (mean: number, apart = false) => ({ mean, spread: 0, voices: 3, apart });
  const placed = Array.from({ length: 12 }, (_, at) => ({
    number: at + 1,
    proposal: { text: "" },
    impact: weighed(1 + at / 4, at === 11),
    effort: weighed(2),
  })) as Placed[];
  const pages = planePages(placed).map((page) => page.map((one) => one.number));
  expect(pages).toEqual([
    [12, 11, 10, 9, 8, 7, 6, 5],
    [4, 3, 2, 1],
  ]);
});

it("gives a proposal on the wall the lines that its words take, and a page as many as it then holds", () => {
  const weighed = (mean: number) => ({ mean, spread: 0, voices: 3, apart: false });
  const placed = Array.from({ length: 12 }, (_, at) => ({
    number: at + 1,
    proposal: { text: "mots ".repeat(at < 6 ? 30 : 16) },
    impact: weighed(1 + at / 4),
    effort: weighed(2),
  })) as Placed[];
  expect(planePages(placed).map((page) => page.map((one) => one.number))).toEqual([
    [12, 11, 10, 9, 8, 7],
    [6, 5, 4, 3],
    [2, 1],
  ]);
});
