import { describe, expect, it } from "vitest";
import { daysUntil } from "./days";

describe("the days until a date", () => {
  it("are counted by midnights", () => {
    const noon = Date.parse("2026-12-01T12:00:00Z");
    expect(daysUntil("2026-12-02", noon)).toBe(1);
    expect(daysUntil("2026-12-01", noon)).toBeLessThanOrEqual(0);
    expect(daysUntil("2027-01-01", noon)).toBe(31);
  });
  it("never end where there is no date", () => {
    expect(daysUntil("", 0)).toBe(Number.POSITIVE_INFINITY);
  });
});
