import { expect, test } from "vitest";
import type { Participant, Statement, Step } from "../wire.gen";
import { answeredStep, barsOf, linesOf, promptsOf, wordsOf } from "./answers";
import { cut, synthesisPages } from "./pages";
import {
  attending,
  coming,
  countBy,
  experienceOf,
  mixAsked,
  namesApart,
  planDensity,
  presenceOf,
  type Signed,
  seatedAt,
  tellsWriters,
  unseated,
  writers,
} from "./seating";

function person(id: string, part: Partial<Participant> = {}): Participant {
  return {
    id,
    rev: 1,
    name: id,
    seat: "participant",
    role: "centre",
    territory: "Drôme",
    language: "fr",
    group: null,
    carries: null,
    scribe: false,
    device: true,
    naming: "name",
    joined_at: 0,
    left: false,
    ...part,
  } as Participant;
}

test("who waits longest for a seat comes first, and who facilitates or left waits for none", () => {
  const people = [
    person("late", { joined_at: 20 }),
    person("early", { joined_at: 10 }),
    person("seated", { group: "g1" }),
    person("gone", { left: true }),
    person("host", { seat: "facilitator" }),
  ];
  expect(unseated(people).map((one) => one.id)).toEqual(["early", "late"]);
  expect(attending(people).map((one) => one.id)).toEqual(["late", "early", "seated"]);
});

test("who is on the list and has not come is counted with nobody, and waits for a seat until somebody comes", () => {
  const absent = person("absent", { device: false, expected: true });
  expect(unseated([absent]).map((one) => one.id)).toEqual(["absent"]);
  const people = [absent, person("came"), person("paper", { device: false })];
  expect(unseated(people).map((one) => one.id)).toEqual(["came", "paper"]);
  expect(attending(people).map((one) => one.id)).toEqual(["came", "paper"]);
  expect(coming(people).map((one) => one.id)).toEqual(["absent", "came", "paper"]);
});

test("a table lists who still sits there, by name as French sorts", () => {
  const people = [
    person("z", { name: "Zohra", group: "g1" }),
    person("e", { name: "Élodie", group: "g1" }),
    person("f", { name: "Fatou", group: "g1" }),
    person("x", { name: "Ana", group: "g1", left: true }),
  ];
  expect(seatedAt(people, "g1").map((one) => one.name)).toEqual(["Élodie", "Fatou", "Zohra"]);
});

test("of several with one name, each is named with where they sit and come from", () => {
  const people = [
    person("a", { name: "Marie", group: "g1", territory: "Gers" }),
    person("b", { name: "marie", territory: "Ain" }),
    person("c", { name: "Marie", territory: "" }),
    person("d", { name: "Marie Martin", group: "g1" }),
  ];
  expect([...namesApart(people, [{ id: "g1", name: "Table 1" }]).values()]).toEqual([
    "Marie (Table 1, Gers)",
    "marie (Ain)",
    "Marie",
    "Marie Martin",
  ]);
});

test("a facilitator sees who dropped, who is silent and who has no phone", () => {
  const wrote = new Set(["writer"]);
  const here = { writer: 1, silent: 2 };
  expect(presenceOf(person("writer"), here, wrote)).toBe("here");
  expect(presenceOf(person("silent"), here, wrote)).toBe("silent");
  expect(presenceOf(person("away"), here, wrote)).toBe("dropped");
  expect(presenceOf(person("paper", { device: false }), here, wrote)).toBe("phoneless");
  expect(presenceOf(person("absent", { device: false, expected: true }), here, wrote)).toBe("expected");
  expect(presenceOf(person("gone", { left: true }), here, wrote)).toBe("left");
});

test("who wrote in a step is told by its cards, by reasons, proposals and commitments", () => {
  const step = { id: "grid", activity: "grid", started_at: 100 } as Step;
  const by = (author: string | null, part: object) => ({ author, at: 150, reason: "", ...part });
  const signed = {
    cards: [by("card", { step: "grid" }), by("before", { step: "check-in" }), by(null, { step: "grid" })],
    appraisals: [
      by("reason", { reason: "Parce que" }),
      by("level", {}),
      by("old", { reason: "Oui", at: 50 }),
    ],
    proposals: [by("proposal", {}), by("early", { at: 50 })],
    commitments: [by("commitment", {})],
  } as unknown as Signed;
  expect([...writers(signed, step)].sort()).toEqual(["card", "commitment", "proposal", "reason"]);
});

test("who wrote is not told where answers are nobody's, nor in a room without names", () => {
  const step = (activity: string) => ({ id: "s", activity }) as Step;
  expect(tellsWriters(step("grid"), false)).toBe(true);
  expect(tellsWriters(step("grid"), true)).toBe(false);
  expect(tellsWriters(step("checkin"), false)).toBe(false);
  expect(tellsWriters(step("break"), false)).toBe(false);
  expect(tellsWriters(null, false)).toBe(false);
});

test("a table's experience is that of its round", () => {
  const assignments = [{ id: "g1:1", rev: 1, group: "g1", round: "1", experience: "drome", hosts: [] }];
  const experiences = [
    {
      id: "drome",
      rev: 1,
      order: 1,
      title: { fr: "Drôme", en: "" },
      territory: "",
      summary: { fr: "", en: "" },
      page: null,
      complete: true,
      files: [],
    },
  ];
  expect(experienceOf(assignments, experiences, "g1", "1")?.id).toBe("drome");
  expect(experienceOf(assignments, experiences, "g1", "2")).toBeNull();
  expect(experienceOf(assignments, experiences, null, "1")).toBeNull();
});

test("traits are counted most frequent first, without those who said nothing", () => {
  const people = [
    person("a", { territory: "Drôme" }),
    person("b", { territory: "Ain" }),
    person("c", { territory: "Drôme" }),
    person("d", { territory: "" }),
  ];
  expect(countBy(people, "territory")).toEqual([
    ["Drôme", 2],
    ["Ain", 1],
  ]);
});

const CHECKIN = {
  id: "cloture",
  activity: "checkin",
  order: 2,
  settings: { prompts: [{ id: "mot", type: "word", ask: { fr: "En un mot ?", en: "" } }] },
} as unknown as Step;

test("a check-in gives its prompts, and the wall keeps the last that was answered", () => {
  const grid = { id: "grid", activity: "grid", order: 3, settings: {} } as unknown as Step;
  const answer = {
    id: "1",
    rev: 1,
    step: "cloture",
    prompt: "mot",
    value: [],
    text: "Élan",
    participant: null,
    appraisal: false,
    at: 1,
  };
  expect(promptsOf(CHECKIN).map((prompt) => prompt.id)).toEqual(["mot"]);
  expect(promptsOf(grid)).toEqual([]);
  expect(answeredStep([CHECKIN, grid], [answer], grid)?.id).toBe("cloture");
  expect(answeredStep([CHECKIN, grid], [], grid)).toBeNull();
  expect(linesOf([answer], "cloture", "mot")).toEqual([answer]);
});

test("words are weighed whatever their capitals, and bars against the longest", () => {
  const said = (text: string) => ({
    id: text,
    rev: 1,
    step: "s",
    prompt: "p",
    value: [],
    text,
    participant: null,
    appraisal: false,
    at: 0,
  });
  expect(wordsOf(["Élan", "élan ", "Doute", "doutes", "DOUTE ", "Accord"].map(said))).toEqual([
    { word: "Doute", n: 2 },
    { word: "Élan", n: 2 },
    { word: "Accord", n: 1 },
    { word: "doutes", n: 1 },
  ]);
  const choice = (id: string) => ({ id, label: { fr: id, en: id } });
  const prompt = {
    id: "p",
    type: "choice" as const,
    ask: { fr: "", en: "" },
    choices: [choice("a"), choice("b")],
  };
  const tally = { id: "t", rev: 1, count: 5, total: 5, spread: { a: 4, b: 1 }, appraisal: false };
  expect(barsOf(prompt, tally).map((bar) => [bar.n, bar.length])).toEqual([
    [4, 1],
    [1, 0.25],
  ]);
  expect(barsOf(prompt, undefined).map((bar) => bar.n)).toEqual([0, 0]);
});

test("long lists are cut by number and by height, and nothing falls between two pages", () => {
  const heights = (parts: number[][]) => parts.map((part) => part.length);
  expect(heights(cut([10, 10, 10, 300, 10], 2, 305, (n) => n))).toEqual([2, 1, 1, 1]);
  expect(cut([], 2, 300, () => 1)).toEqual([]);
  expect(synthesisPages([], [])).toEqual([]);
});

test("a page of the synthesis holds fewer statements where each has the bar of a vote under it", () => {
  const statement = (order: number) =>
    ({
      id: `s${order}`,
      order,
      text: "x".repeat(120),
      criterion: null,
      withdrawn: false,
      merged_into: null,
    }) as unknown as Statement;
  const four = [1, 2, 3, 4].map(statement);
  expect(synthesisPages([], four).map((page) => page.statements.length)).toEqual([4]);
  expect(synthesisPages([], four, () => true).map((page) => page.statements.length)).toEqual([2, 2]);
});

test("the plan's type shrinks as tables and people ask for more of the wall", () => {
  const seats = (tables: number, people: number) => Array<number>(tables).fill(people);
  expect(planDensity(seats(3, 5))).toBe("few");
  expect(planDensity(seats(6, 5))).toBe("some");
  expect(planDensity(seats(7, 5))).toBe("some");
  expect(planDensity(seats(8, 9))).toBe("many");
  expect(planDensity(seats(20, 5))).toBe("many");
  expect(planDensity([])).toBe("few");
});

test("tables mix what the step on says, or the first that will make tables, and nothing where it says so", () => {
  const making = (id: string, order: number, by?: string[]): Step =>
    ({ id, order, activity: "grouping", off: false, settings: by ? { by } : {} }) as unknown as Step;
  const steps = [making("later", 2, []), making("first", 1, ["territory"]), making("plain", 3)];
  expect(mixAsked(steps, null)).toBe("territory");
  expect(mixAsked(steps, "later")).toBe("none");
  expect(mixAsked(steps, "plain")).toBe("both");
  expect(mixAsked([making("turned", 1, ["territory", "role"])], null)).toBe("both");
  expect(mixAsked([], null)).toBe("both");
});
