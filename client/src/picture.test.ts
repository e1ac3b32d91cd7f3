import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { beforePicture, inTurn } from "./picture";

/** Stands in for the browser’s pictures: each is drawn when the test says so. */
class Pictures {
  private asked = new Map<number, (time: number) => void>();
  private last = 0;
  private time = 0;

  ask = (draw: (time: number) => void): number => {
    this.asked.set(++this.last, draw);
    return this.last;
  };

  callOff = (id: number): void => {
    this.asked.delete(id);
  };

  draw(): void {
    this.time += 16;
    const now = [...this.asked.values()];
    this.asked.clear();
    for (const one of now) one(this.time);
  }
}

describe("what is done before a picture", () => {
  let pictures: Pictures;
  let done: string[];
  const does = (what: string) => beforePicture(() => void done.push(what));

  beforeEach(() => {
    vi.useFakeTimers();
    pictures = new Pictures();
    vi.stubGlobal("requestAnimationFrame", pictures.ask);
    vi.stubGlobal("cancelAnimationFrame", pictures.callOff);
    done = [];
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("has a picture of its own, in the order of asking", () => {
    for (const what of ["a", "b", "c"]) does(what);
    pictures.draw();
    expect(done).toEqual(["a"]);
    pictures.draw();
    expect(done).toEqual(["a", "b"]);
    pictures.draw();
    pictures.draw();
    expect(done).toEqual(["a", "b", "c"]);
  });

  test("is done once, soon, where no picture is drawn", () => {
    does("a");
    does("b");
    vi.advanceTimersByTime(100);
    expect(done).toEqual(["a", "b"]);
    pictures.draw();
    vi.runAllTimers();
    expect(done).toEqual(["a", "b"]);
  });

  test("is not done once it was called off", () => {
    const callOff = does("a");
    does("b");
    pictures.draw();
    does("c")();
    callOff();
    pictures.draw();
    vi.runAllTimers();
    expect(done).toEqual(["a", "b"]);
  });

  test("is done at once where there is no page", () => {
    vi.unstubAllGlobals();
    does("a");
    expect(done).toEqual(["a"]);
  });

  describe("where it is small and much", () => {
    const small = (key: string, what = key) => inTurn(key, () => void done.push(what));

    test("is done by the handful, in the order of asking", () => {
      for (let n = 0; n < 14; n++) small(`${n}`);
      expect(done).toEqual([]);
      pictures.draw();
      expect(done.length).toBe(6);
      pictures.draw();
      pictures.draw();
      expect(done).toEqual([...Array(14).keys()].map(String));
    });

    test("is done once under one key, as it was asked for last", () => {
      small("a", "first");
      small("a", "last");
      pictures.draw();
      pictures.draw();
      expect(done).toEqual(["last"]);
      small("a", "again");
      pictures.draw();
      expect(done).toEqual(["last", "again"]);
    });

    test("leaves other work its own picture", () => {
      for (let n = 0; n < 7; n++) small(`${n}`);
      does("other");
      pictures.draw();
      pictures.draw();
      expect(done.at(-1)).toBe("other");
      pictures.draw();
      expect(done.at(-1)).toBe("6");
    });
  });
});
