import { describe, expect, it } from "vitest";
import type { Change } from "../wire.gen";
import { Film, type FilmData, placeNow, sceneOf, steeringOf, steeringToRef } from "./film";

const put = (kind: string, id: string, record: object) =>
  ["put", kind, id, { id, ...record }] as unknown as Change;

function day(cards: number): FilmData {
  const first: Change[] = [
    put("experience", "e1", { order: 1 }),
    put("criterion", "k1", { order: 1 }),
    put("criterion", "k2", { order: 2 }),
  ];
  const written = Array.from({ length: cards }, (_, n): [number, Change[]] => [
    1_000 + n,
    [put("card", `c${n}`, { experience: "e1", criterion: n % 2 ? "k1" : "k2", text: `Carte ${n}` })],
  ]);
  return { seq: cards + 1, moments: [[500, first], ...written], marks: [] };
}

const everything = () => true;

describe("a film", () => {
  it("shows the same at a place whichever way one came there", () => {
    const film = new Film(day(3_500));
    film.seek(2_345);
    const forwards = sceneOf(film, everything);
    film.seek(3_501);
    film.seek(2_345);
    expect(sceneOf(film, everything)).toEqual(forwards);
    expect(forwards.cards).toBe(2_344);
    film.seek(0);
    expect(sceneOf(film, everything).cards).toBe(0);
  });

  it("leaves out what may no longer be seen now", () => {
    const film = new Film(day(10));
    film.seek(11);
    expect(sceneOf(film, (card) => card.id !== "c3").cards).toBe(9);
  });

  it("gives what was written last, the latest first", () => {
    const film = new Film(day(10));
    film.seek(6);
    expect(film.latest(["card"], 2).map((change) => change[2])).toEqual(["c4", "c3"]);
  });

  it("is steered by what the console says, and stands still at its end", () => {
    const steering = { playing: true, place: 0.25, speed: 2, since: 10_000 };
    expect(steeringOf(steeringToRef(steering))).toEqual(steering);
    expect(placeNow(steering, 10_000 + 9_000)).toBeCloseTo(0.45);
    expect(placeNow(steering, 10_000_000)).toBe(1);
    expect(placeNow({ ...steering, playing: false }, 10_000_000)).toBe(0.25);
    expect(steeringOf("x:9:-:no").place).toBe(1);
  });

  it("tells how many days its steps began on", () => {
    const at = (day: number, hours: number) => new Date(2026, 10, day, hours).getTime();
    const moments: FilmData["moments"] = [
      [at(25, 18), []],
      [at(26, 9), []],
      [at(26, 14), []],
      [at(27, 9), []],
    ];
    const marked = (...at: number[]) => at.map((moment) => ({ moment, step: "s" }));
    expect(new Film({ seq: 4, moments, marks: marked(1, 2) }).days).toBe(1);
    expect(new Film({ seq: 4, moments, marks: marked(1, 2, 3) }).days).toBe(2);
  });
});
