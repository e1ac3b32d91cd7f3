import { expect, it } from "vitest";
import { crowded, evenly, planPages } from "./pages";

it("cuts rows into pages of nearly the same length, as few as hold them", () => {
  const lengths = (rows: number) => evenly(Array.from({ length: rows }), 8).map((page) => page.length);
  expect(lengths(0)).toEqual([]);
  expect(lengths(8)).toEqual([8]);
  expect(lengths(9)).toEqual([5, 4]);
  expect(lengths(12)).toEqual([6, 6]);
  expect(lengths(17)).toEqual([6, 6, 5]);
});

it("cuts a plan of many tables into pages of whole rows, and loses none", () => {
  const hall = (tables: number, people: number, name = "Marie Martin") =>
    planPages(
      Array.from({ length: tables }, (_, n) => n),
      () => Array.from({ length: people }, () => name),
    );
  const lengths = (pages: number[][]) => pages.map((page) => page.length);
  expect(lengths(hall(40, 8))).toEqual([5, 5, 5, 5, 5, 5, 5, 5]);
  expect(lengths(hall(23, 5))).toEqual([10, 10, 3]);
  expect(lengths(hall(10, 5, "Marie-Antoinette de La Rochefoucauld"))).toEqual([5, 5]);
  expect(hall(23, 5).flat()).toEqual(Array.from({ length: 23 }, (_, n) => n));
  expect([crowded(12), crowded(13)]).toEqual([false, true]);
});
