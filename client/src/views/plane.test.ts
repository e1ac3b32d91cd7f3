import { expect, it } from "vitest";
import { spreadOut } from "./plane";

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
