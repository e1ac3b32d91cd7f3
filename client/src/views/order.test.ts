import { describe, expect, it } from "vitest";
import { afterAt, byOrder, toggled } from "./order";

const DAY = ["welcome", "groups", "grid", "closing"];

describe("putting a step elsewhere", () => {
  it("comes after nothing in the first place", () => {
    expect(afterAt(DAY, "grid", 0)).toBeNull();
  });
  it("goes one down by coming after its neighbour", () => {
    expect(afterAt(DAY, "groups", 2)).toBe("grid");
  });
  it("goes one up by coming after the one before its neighbour", () => {
    expect(afterAt(DAY, "grid", 1)).toBe("welcome");
  });
  it("stays in the list where more is asked than there is", () => {
    expect(afterAt(DAY, "welcome", 99)).toBe("closing");
    expect(afterAt(DAY, "closing", -4)).toBeNull();
  });
});

describe("choosing from a list", () => {
  it("keeps the order of the list, in whatever order things were chosen", () => {
    expect(toggled(DAY, toggled(DAY, [], "grid"), "welcome")).toEqual(["welcome", "grid"]);
    expect(toggled(DAY, ["welcome", "grid"], "welcome")).toEqual(["grid"]);
  });
});

it("lists two things of one place alike on every device, in whatever order they came", () => {
  const [one, other] = [
    { id: "0199-b", order: 3 },
    { id: "0199-a", order: 3 },
  ];
  expect(byOrder([one, other])).toEqual(byOrder([other, one]));
});
