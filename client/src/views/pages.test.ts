import { expect, it } from "vitest";
import { evenly } from "./pages";

it("cuts rows into pages of nearly the same length, as few as hold them", () => {
  const lengths = (rows: number) => evenly(Array.from({ length: rows }), 8).map((page) => page.length);
  expect(lengths(0)).toEqual([]);
  expect(lengths(8)).toEqual([8]);
  expect(lengths(9)).toEqual([5, 4]);
  expect(lengths(12)).toEqual([6, 6]);
  expect(lengths(17)).toEqual([6, 6, 5]);
});
