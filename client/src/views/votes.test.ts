import { describe, expect, it } from "vitest";
import { electorate, opinion, weighed } from "./votes";

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
