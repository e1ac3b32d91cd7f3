import { describe, expect, test } from "vitest";
import { Unrolled } from "./unrolled";
import type { Side } from "./unrolling";

/** A list without a page: what is drawn is what it says, and each step is done when the test says so. */
class Drawn {
  readonly said: string[] = [];
  readonly list: Unrolled;

  constructor(
    private ids: string[],
    page: number,
  ) {
    this.list = new Unrolled(
      ids,
      page,
      () => null,
      (id, look) => void this.said.push(look ? `${id} ${look}` : id),
      () => this.draw(this.ids),
    );
    this.draw(ids);
  }

  draw(ids: string[]): void {
    this.ids = ids;
    this.list.take(ids);
    if (this.list.built) this.said.push(`${this.list.built} built`);
  }

  /** Does steps until there are no more; gives what is drawn of the list then. */
  rest(): string {
    for (let steps = 0; this.list.more || steps === 0; steps++) {
      if (steps > 200) throw new Error("never at rest");
      while (this.list.step());
    }
    return this.drawn;
  }

  come(key: string, side: Side | undefined): void {
    this.list.come(key, side);
  }

  get drawn(): string {
    return this.list.parts
      .map((part) => (typeof part === "string" ? part : "·".repeat(part.to - part.from)))
      .join("");
  }
}

const letters = (text: string) => [...text];

describe("a list as far as it is drawn", () => {
  test("builds what comes, and shows it in a step of its own", () => {
    const drawn = new Drawn(letters("cba"), 3);
    drawn.draw(letters("edcba"));
    expect(drawn.drawn).toBe("··cba");
    expect(drawn.rest()).toBe("edcba");
    expect(drawn.said).toEqual(["d built", "d", "e built", "e"]);
  });

  test("leaves many that come until one is near, and draws no more of them than that", () => {
    const drawn = new Drawn(letters("ba"), 2);
    drawn.draw(letters("zyxwvba"));
    expect(drawn.rest()).toBe("·····ba");
    drawn.come("newer-0", "first");
    drawn.list.step();
    drawn.list.step();
    drawn.come("newer-0", undefined);
    expect(drawn.rest()).toBe("z····ba");
  });

  test("lets go of what is built and taken away meanwhile", () => {
    const drawn = new Drawn(letters("ba"), 2);
    drawn.draw(letters("cba"));
    drawn.list.step();
    expect(drawn.list.built).toBe("c");
    drawn.draw(letters("ba"));
    expect(drawn.list.built).toBeUndefined();
    expect(drawn.said.at(-1)).toBe("c");
    expect(drawn.rest()).toBe("ba");
  });

  test("shows what is built first, though another has come that would be next", () => {
    const drawn = new Drawn(letters("ba"), 2);
    drawn.draw(letters("cba"));
    drawn.list.step();
    drawn.draw(letters("dcba"));
    expect(drawn.rest()).toBe("dcba");
    expect(drawn.said.filter((word) => !word.includes(" "))).toEqual(["c", "d"]);
  });

  test("draws a handful where a gap is pressed, and says where to go on", () => {
    const drawn = new Drawn(letters("ba"), 2);
    drawn.draw(letters("zyxwvutsrqba"));
    const [gap] = drawn.list.parts;
    if (!gap || typeof gap === "string") throw new Error("no gap");
    drawn.list.press(gap);
    expect(drawn.list.pressed).toBe("z");
    expect(drawn.rest()).toBe("zyxwvutsrqba");
  });

  test("shows what is built when its gap is pressed", () => {
    const drawn = new Drawn(letters("ba"), 2);
    drawn.draw(letters("zyxwvba"));
    drawn.come("newer-0", "first");
    drawn.list.step();
    expect(drawn.said).toEqual(["z built"]);
    const [gap] = drawn.list.parts;
    if (!gap || typeof gap === "string") throw new Error("no gap");
    drawn.list.press(gap);
    expect(drawn.said).toEqual(["z built", "z"]);
    expect(drawn.drawn).toBe("zyxwvba");
  });
});
