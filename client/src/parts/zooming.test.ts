import { describe, expect, it } from "vitest";
import { fitting, moved, WHOLE, zoomed } from "./zooming";

describe("a picture in its frame", () => {
  it("fits whole, upright or turned", () => {
    expect(fitting([2000, 1000], [500, 500], 0)).toBe(0.25);
    expect(fitting([2000, 1000], [500, 800], 90)).toBe(0.4);
  });
  it("keeps what lies under the finger where it is while it grows", () => {
    const near = zoomed(WHOLE, 2, 100, -40);
    // A point at (100, -40) was at that place of the picture, which now lies twice as far from its middle.
    expect(near).toEqual({ zoom: 2, x: -100, y: 40 });
    expect(zoomed(near, 0.5, 100, -40)).toEqual(WHOLE);
  });
  it("is not moved while it is seen whole, and never grows without end", () => {
    expect(moved(WHOLE, 50, 50)).toBe(WHOLE);
    expect(zoomed(WHOLE, 1000, 0, 0).zoom).toBe(8);
  });
});
