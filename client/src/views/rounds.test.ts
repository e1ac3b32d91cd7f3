import { describe, expect, it } from "vitest";
import type { Assignment, Experience, Group, Participant } from "../wire.gen";
import { nextStop, stopsOf, usualRounds } from "./rounds";

const rounds = ["1", "2"].map((id) => ({ id, title: { fr: `Tour ${id}`, en: `Round ${id}` } }));
const groups = ["g1", "g2"].map((id, at) => ({ id, rev: 1, order: at, name: id }) as Group);
const experiences = ["a", "b"].map((id, at) => ({ id, order: at }) as Experience);
const plan: [string, string, string][] = [
  ["g1", "1", "a"],
  ["g2", "1", "b"],
  ["g1", "2", "b"],
  ["g2", "2", "a"],
];
const assignments = plan.map(
  ([group, round, experience]): Assignment => ({
    id: `${group}:${round}`,
    rev: 1,
    group,
    round,
    experience,
    hosts: [],
  }),
);
const who = (group: string, carries: string | null) => ({ id: "p", group, carries }) as Participant;
const planned = { rounds, assignments, experiences, groups, now: "1" };

describe("rounds", () => {
  it("send a table on to its next experience", () => {
    const next = nextStop(stopsOf(who("g1", null), planned), "1");
    expect([next?.group?.id, next?.experience?.id]).toEqual(["g1", "b"]);
  });

  it("keep who carries an experience with it, at whichever table has it", () => {
    const next = nextStop(stopsOf(who("g1", "a"), planned), "1");
    expect([next?.group?.id, next?.experience?.id]).toEqual(["g2", "a"]);
  });

  it("leave who carries an experience where they were seated in the round that is on", () => {
    const stops = stopsOf(who("g2", "a"), planned);
    expect(stops.map((stop) => stop.group?.id)).toEqual(["g2", "g2"]);
    expect(stopsOf(who("g1", "b"), planned)[0]?.experience?.id).toBe("a");
  });

  it("have nothing to announce in the last round or where none is planned", () => {
    expect(nextStop(stopsOf(who("g1", null), planned), "2")).toBeNull();
    expect(nextStop(stopsOf(who("g1", null), { ...planned, assignments: [] }), "1")).toBeNull();
  });

  it("are proposed as the format has them, two at least, as far as there are experiences", () => {
    const [one] = rounds;
    const six = [...experiences, ...experiences, ...experiences];
    expect(usualRounds(one ? [one] : [], six)).toBe(2);
    expect(usualRounds([...rounds, ...rounds], six)).toBe(4);
    expect(usualRounds([...rounds, ...rounds], experiences)).toBe(2);
  });
});
