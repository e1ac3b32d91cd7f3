import { describe, expect, it, vi } from "vitest";
import type { Piece, Splice } from "./together";
import { read, Together } from "./together";

/** A room that takes every update and hands it to all, in whatever order the test wants. */
class Hall {
  pieces: Piece[] = [];
  take = async (update: string) => {
    this.pieces.push({ id: `p${this.pieces.length}`, rev: this.pieces.length + 1, update });
    return null;
  };
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const found = [...list];
  let state = seed + 1;
  for (let at = found.length - 1; at > 0; at--) {
    state = (state * 1103515245 + 12345) % 2147483648;
    const other = state % (at + 1);
    [found[at], found[other]] = [found[other] as T, found[at] as T];
  }
  return found;
}

describe("writing together", () => {
  it("comes to the same text on every device, in whatever order the strokes come", async () => {
    for (let seed = 0; seed < 30; seed++) {
      const hall = new Hall();
      const writers = [0, 1, 2].map(() => new Together(hall.take, 20_000));
      writers[0]?.type("Au début 🌱.", 3);
      writers[0]?.flush();
      const typed: string[] = [];
      for (let move = 0; move < 30; move++) {
        const writer = writers[(seed + move * 7) % 3] as Together;
        const word = `[${move}]`;
        const place = [...writer.said]
          .slice(0, (seed * move) % ([...writer.said].length + 1))
          .join("").length;
        typed.push(word);
        writer.type(writer.said.slice(0, place) + word + writer.said.slice(place), place + word.length);
        if (move % 3 === 0) writer.flush();
        if (move % 4 === 0) writer.hear(shuffled(hall.pieces, seed));
      }
      for (const writer of writers) writer.flush();
      for (const writer of writers) writer.hear(shuffled(hall.pieces, seed + 1));
      const texts = new Set(writers.map((writer) => writer.said));
      expect(texts.size).toBe(1);
      const said = [...texts][0] ?? "";
      expect(read(shuffled(hall.pieces, 5))).toBe(said);
      for (const character of typed.join("")) expect(said).toContain(character);
      expect(said.length).toBe("Au début 🌱.".length + typed.join("").length);
    }
  });

  it("sends again what the room has lost, so that what is typed on top of it is not lost either", async () => {
    const hall = new Hall();
    const [one, two] = [new Together(hall.take, 100), new Together(hall.take, 100)];
    one.type("Il faut", 7);
    await one.flush();
    two.hear(hall.pieces);
    two.type("Il faut du temps", 16);
    await two.flush();
    one.hear(hall.pieces);
    hall.pieces = hall.pieces.slice(0, 1);
    one.type("Il faut du temps libre", 22);
    one.sendAgain(hall.pieces);
    await one.flush();
    expect(read(hall.pieces)).toBe("Il faut du temps libre");
  });

  it("tells where the others wrote, so that a caret can move with the words", () => {
    const hall = new Hall();
    const [one, two] = [new Together(hall.take, 100), new Together(hall.take, 100)];
    one.type("Il faut du temps.", 17);
    one.flush();
    two.hear(hall.pieces);
    const heard: Splice[][] = [];
    one.onChange = (splices) => heard.push(splices);
    two.type("Il faut vraiment du temps.", 17);
    two.flush();
    one.hear(hall.pieces);
    expect(heard).toEqual([[{ at: 8, gone: 0, came: "vraiment " }]]);
  });

  it("takes back what was typed here and leaves what the others typed", () => {
    const hall = new Hall();
    const [one, two] = [new Together(hall.take, 100), new Together(hall.take, 100)];
    one.type("Du temps", 8);
    one.flush();
    two.hear(hall.pieces);
    two.type("Du temps, et des moyens", 23);
    two.flush();
    one.hear(hall.pieces);
    one.undo();
    expect(one.said).toBe(", et des moyens");
    one.redo();
    expect(one.said).toBe("Du temps, et des moyens");
  });

  it("sends again, with what follows, what was refused", async () => {
    const hall = new Hall();
    let refuse = true;
    const one = new Together(async (update) => (refuse ? "room.closed" : hall.take(update)), 100);
    const why = vi.fn();
    one.onRefused = why;
    one.type("Du temps", 8);
    one.flush();
    await Promise.resolve();
    await Promise.resolve();
    expect(why).toHaveBeenCalledWith("room.closed");
    refuse = false;
    one.type("Du temps !", 10);
    one.flush();
    expect(read(hall.pieces)).toBe("Du temps !");
  });

  it("keeps here what is too long, and sends it once it is shorter", () => {
    const hall = new Hall();
    const one = new Together(hall.take, 10);
    one.type("Beaucoup trop long", 18);
    one.flush();
    expect(hall.pieces).toEqual([]);
    one.type("Trop long", 9);
    one.flush();
    expect(read(hall.pieces)).toBe("Trop long");
  });

  it("passes over a stroke that cannot be read", () => {
    const hall = new Hall();
    const one = new Together(hall.take, 100);
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    one.type("Du temps", 8);
    one.flush();
    const damaged = { id: "bad", rev: 9, update: "//////////8=" };
    expect(read([damaged, ...hall.pieces, { ...damaged, id: "worse", update: "é" }])).toBe("Du temps");
    expect(warned).toHaveBeenCalledTimes(2);
    warned.mockRestore();
  });
});
