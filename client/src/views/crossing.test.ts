import { expect, test } from "vitest";
import type { Assignment, Card } from "../wire.gen";
import { begunRounds, roundOf } from "./crossing";

const rounds = [{ id: "1" }, { id: "2" }];
const given = (round: string, experience: string): Assignment => ({
  id: `g1:${round}`,
  rev: 1,
  group: "g1",
  round,
  experience,
  hosts: [],
});
const card = (group: string | null, experience: string | null) => ({ group, experience }) as Card;

test("a card is of the first round in which its table had its experience", () => {
  const assignments = [given("2", "a"), given("1", "a")];
  expect(roundOf(rounds, assignments, card("g1", "a"))).toBe("1");
});

test("a card on what its table never had, or of no table, is outside the rounds", () => {
  const assignments = [given("1", "a")];
  expect(roundOf(rounds, assignments, card("g1", "b"))).toBeNull();
  expect(roundOf(rounds, assignments, card(null, "a"))).toBeNull();
});

test("a round counts once it is begun or written in, and not as long as it is only planned", () => {
  const planned = [...rounds, { id: "3" }];
  const assignments = [given("1", "a"), given("2", "b"), given("3", "c")];
  expect(begunRounds(planned, "1", assignments, [])).toEqual([{ id: "1" }]);
  expect(begunRounds(planned, "2", assignments, [])).toEqual(rounds);
  expect(begunRounds(planned, "1", assignments, [card("g1", "c")])).toEqual([{ id: "1" }, { id: "3" }]);
});
