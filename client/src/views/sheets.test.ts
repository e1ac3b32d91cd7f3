import { describe, expect, it } from "vitest";
import type { Sheet } from "../wire.gen";
import { inTurn, mayWriteOff, readAddress } from "./sheets";

const sheet = (id: string, fields: Partial<Sheet> = {}): Sheet => ({
  id,
  rev: 1,
  file: "f",
  form: "table",
  number: "",
  group: "g1",
  experience: null,
  criterion: null,
  round: "1",
  step: null,
  participant: null,
  turn: 0,
  done: false,
  author: null,
  at: 0,
  withdrawn: false,
  ...fields,
});

describe("the address of a sheet", () => {
  it("reads where the words of a printed sheet belong", () => {
    expect(readAddress("#k=t&g=g1&e=drome&r=2&n=1.2")).toEqual({
      is: "photograph",
      place: { form: "table", group: "g1", experience: "drome", round: "2", number: "1.2" },
    });
  });
  it("reads codes that were printed before sheets said what they are", () => {
    expect(readAddress("#g=g1&e=drome")).toMatchObject({ is: "photograph", place: { group: "g1" } });
  });
  it("knows a person's sheet that says no table", () => {
    expect(readAddress("#k=p")).toEqual({ is: "photograph", place: { form: "person" } });
  });
  it("leads to a sheet that is there already, and else to the list", () => {
    expect(readAddress("#s=s1")).toEqual({ is: "write", sheet: "s1" });
    expect(readAddress("")).toEqual({ is: "list" });
  });
});

describe("the sheets of a room", () => {
  it("come as they were taken, those written off last, those withdrawn not at all", () => {
    const sheets = [
      sheet("late", { at: 3 }),
      sheet("done", { at: 1, done: true }),
      sheet("away", { at: 1, withdrawn: true }),
      sheet("early", { at: 2 }),
    ];
    expect(inTurn(sheets).map((one) => one.id)).toEqual(["early", "late", "done"]);
  });
  it("are written off by their table and by facilitators", () => {
    expect(mayWriteOff(sheet("a"), { facilitates: false, group: "g1" })).toBe(true);
    expect(mayWriteOff(sheet("a"), { facilitates: false, group: "g2" })).toBe(false);
    expect(mayWriteOff(sheet("a", { group: null }), { facilitates: false, group: null })).toBe(false);
    expect(mayWriteOff(sheet("a", { group: null }), { facilitates: true, group: null })).toBe(true);
  });
});
