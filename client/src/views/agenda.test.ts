import { describe, expect, test } from "vitest";
import type { Step } from "../wire.gen";
import { forecast, isAside, nextStep } from "./agenda";
import { autoView, hasBegun, keepsCards, PLAIN_VIEWS } from "./projector";

const MINUTE = 60_000;
const NOON = 1_580_990_400_000;

function step(id: string, order: number, part: Partial<Step> = {}): Step {
  return {
    id,
    rev: 1,
    order,
    title: { fr: id, en: id },
    activity: "grid",
    minutes: 10,
    instructions: { fr: "", en: "" },
    settings: {},
    status: "todo",
    started_at: null,
    ends_at: null,
    left: null,
    off: false,
    ...part,
  };
}

describe("the hours of the day", () => {
  test("are not guessed before anything has begun", () => {
    expect(forecast([step("a", 1), step("b", 2)], null, NOON).map((one) => one.begins)).toEqual([null, null]);
  });

  test("follow from the step that runs, and pass over one that is left out", () => {
    const steps = [
      step("c", 3, { off: true }),
      step("a", 1, { status: "done", started_at: NOON - 30 * MINUTE }),
      step("b", 2, { status: "running", started_at: NOON - MINUTE, ends_at: NOON + 4 * MINUTE }),
      step("d", 4),
      step("e", 5),
    ];
    const planned = forecast(steps, "b", NOON);
    expect(planned.map((one) => one.begins)).toEqual([
      NOON - 30 * MINUTE,
      NOON - MINUTE,
      null,
      NOON + 4 * MINUTE,
      NOON + 14 * MINUTE,
    ]);
  });

  test("wait with a clock that is over or paused", () => {
    const over = step("a", 1, { status: "running", started_at: 0, ends_at: NOON - MINUTE });
    expect(forecast([over, step("b", 2)], "a", NOON)[1]?.begins).toBe(NOON);
    const paused = step("a", 1, { status: "paused", started_at: 0, left: 3 * MINUTE });
    expect(forecast([paused, step("b", 2)], "a", NOON)[1]?.begins).toBe(NOON + 3 * MINUTE);
  });
});

test("what comes next is neither done, nor left out, nor before the step that runs", () => {
  const steps = [
    step("skipped", 1),
    step("now", 2, { status: "running" }),
    step("out", 3, { off: true }),
    step("held", 4, { status: "done" }),
    step("next", 5),
  ];
  expect(nextStep(steps, "now")?.id).toBe("next");
  expect(nextStep(steps, null)?.id).toBe("skipped");
  expect(nextStep([step("last", 1, { status: "running" })], "last")).toBeNull();
});

test("after a break, what it interrupted goes on", () => {
  const steps = [
    step("aside", 1, { status: "paused", left: 5 * MINUTE }),
    step("coffee", 2, { activity: "break", status: "running" }),
    step("later", 3),
  ];
  expect(nextStep(steps, "coffee")?.id).toBe("aside");
  expect(steps.map((one) => isAside(one, "coffee"))).toEqual([true, false, false]);
});

test("what a break interrupted goes on as well where the break was ended, and a step before was passed over", () => {
  const steps = [
    step("skipped", 1),
    step("aside", 2, { status: "paused", left: 5 * MINUTE }),
    step("coffee", 3, { activity: "break", status: "done" }),
    step("later", 4),
  ];
  expect(nextStep(steps, null)?.id).toBe("aside");
});

test("the screen asks people in before the first step, then goes with what they do", () => {
  expect(autoView(null)).toBe("join");
  expect(autoView(step("a", 1))).toBe("cards");
  expect(autoView(step("a", 1, { settings: { mode: "domains" } }))).toBe("domains");
  expect(autoView(step("a", 1, { activity: "grouping" }))).toBe("plan");
  expect(autoView(step("a", 1, { activity: "break" }))).toBe("step");
  expect(PLAIN_VIEWS).toContain("criteria");
});

test("the screen shows what to do and the clock where nothing will come to its wall", () => {
  const asked = (...prompts: object[]) => step("a", 1, { activity: "checkin", settings: { prompts } });
  expect(autoView(asked({ id: "p" }, { id: "q", appraisal: true }))).toBe("answers");
  expect(autoView(asked({ id: "q", appraisal: true }))).toBe("step");
  expect(autoView(asked())).toBe("step");
  for (const mode of ["criteria", "domains"])
    expect(autoView(step("a", 1, { settings: { mode } }), true, true)).toBe("step");
  expect(keepsCards({ reveal: "step", revealed: false })).toBe(true);
  expect(keepsCards({ reveal: "step", revealed: true })).toBe(false);
  expect(keepsCards({ reveal: "never", revealed: true })).toBe(true);
  expect(keepsCards({ reveal: "always", revealed: false })).toBe(false);
});

test("the screen asks nobody in between two steps, nor once the room is closed", () => {
  const steps = [step("a", 1, { status: "done" }), step("b", 2)];
  expect(autoView(null, hasBegun({ closed: false }, steps))).toBe("step");
  expect(hasBegun({ closed: false }, [step("a", 1)])).toBe(false);
  expect(hasBegun({ closed: true }, [step("a", 1)])).toBe(true);
});
