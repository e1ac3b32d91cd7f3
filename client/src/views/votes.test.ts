import { describe, expect, it } from "vitest";
import type { Room } from "../room";
import { electorate, opinion, pointsOn, weighed } from "./votes";

describe("votes", () => {
  it.each([
    [{}, 0, false],
    [{ "3": 2, "1": 2 }, 1, false],
    [{ "3": 3, "1": 3 }, 1, true],
    [{ "3": 6, "1": 2 }, 0.5, true],
    [{ "3": 7, "1": 2 }, 4 / 9, false],
    [{ "2": 9 }, 0, false],
  ])("divide as on the server: %j", (spread, division, divides) => {
    const said = opinion(spread as { [weight: string]: number });
    expect(said.division).toBeCloseTo(division);
    expect(said.divides).toBe(divides);
  });

  it("are placed by their mean, with how far they lie from it", () => {
    expect(weighed({})).toBeNull();
    expect(weighed({ "4": 4, "5": 4 })).toEqual({ voices: 8, mean: 4.5, spread: 0.5, apart: false });
    expect(weighed({ "1": 3, "5": 3 })?.apart).toBe(true);
  });

  it("say nothing of points that were all taken back, as the publication does", () => {
    const tallies: { [on: string]: object } = { a: { count: 2, total: 5 }, b: { count: 0, total: 0 } };
    const room = { one: (_: string, on: string) => ({ value: tallies[on] }) } as unknown as Room;
    expect(["a", "b", "c"].map((on) => pointsOn(room, on))).toEqual([5, null, null]);
  });

  it("could come from every device, by the number of people it speaks for", () => {
    const person = { seat: "participant", device: true, left: false, speaks_for: 1 };
    const people = [
      person,
      { ...person, speaks_for: 5 },
      { ...person, device: false },
      { ...person, left: true },
    ];
    expect(electorate(people as never)).toBe(6);
  });
});
