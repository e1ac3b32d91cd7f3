import { afterEach, describe, expect, it, vi } from "vitest";
import { daysUntil, endOf, lastDay } from "./days";

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

describe("the end of a day", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("is midnight, also on the days on which the clocks are changed", () => {
    vi.stubEnv("TZ", "Europe/Paris");
    for (const [date, hours] of [
      ["2026-03-28", 24],
      ["2026-03-29", 23],
      ["2026-10-25", 25],
    ] as const) {
      const end = endOf(date) ?? 0;
      expect(end - Date.parse(`${date}T00:00:00`)).toBe(hours * 3_600_000);
      expect(lastDay(end)).toBe(date);
    }
    expect(endOf("")).toBeNull();
  });
});
