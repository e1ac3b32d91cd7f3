import { effect } from "@preact/signals";
import { describe, expect, test, vi } from "vitest";
import { Room } from "./room";
import type { Card, Frame } from "./wire.gen";

function card(id: string, text = "un texte", criterion = "c1"): Card {
  return {
    id,
    rev: 1,
    step: "s",
    group: "g",
    experience: "e",
    criterion,
    kind: "constat",
    text,
    domains: ["d1"],
    on: null,
    author: "p",
    at: 0,
    edited_at: null,
    withdrawn: false,
    hidden: null,
    alternatives: [],
    origin: null,
    sheet: null,
    answered: false,
  };
}

function frame(seq: number, changes: Frame["ops"][0]["changes"], id = `op${seq}`): Frame {
  return { prev: seq - 1, seq, ops: [{ id, by: "p", at: 0, changes }] };
}

function loaded(...cards: Card[]): Room {
  const room = new Room();
  room.load({ card: Object.fromEntries(cards.map((one) => [one.id, one])) }, 1);
  return room;
}

function byId(a: Card, b: Card): number {
  return a.id < b.id ? -1 : 1;
}

describe("the records", () => {
  test("a put brings a record, a patch changes its fields, a drop takes it away", () => {
    const room = loaded();
    room.apply(frame(2, [["put", "card", "a", card("a")]]));
    room.apply(frame(3, [["patch", "card", "a", { text: "autre" }]]));
    expect(room.peek("card", "a")?.text).toBe("autre");
    room.apply(frame(4, [["drop", "card", "a"]]));
    expect(room.peek("card", "a")).toBeUndefined();
    expect(room.seq.value).toBe(4);
  });

  test("a change of one card tells only those who look at that card", () => {
    const room = loaded(card("a"), card("b"));
    let drawnA = 0;
    let drawnB = 0;
    let listed = 0;
    const ids = room.ids("card", (one) => one.criterion === "c1", byId);
    effect(() => {
      room.one("card", "a").value;
      drawnA++;
    });
    effect(() => {
      room.one("card", "b").value;
      drawnB++;
    });
    effect(() => {
      ids.value;
      listed++;
    });
    room.apply(frame(2, [["patch", "card", "a", { text: "autre" }]]));
    expect([drawnA, drawnB, listed]).toEqual([2, 1, 1]);
    room.apply(frame(3, [["put", "card", "c", card("c")]]));
    expect([drawnA, drawnB, listed]).toEqual([2, 1, 2]);
  });

  test("what others change by the dozen is told a handful a picture, and one’s own at once", () => {
    const pictures: (() => void)[] = [];
    vi.stubGlobal("requestAnimationFrame", (draw: () => void) => pictures.push(draw));
    vi.stubGlobal("cancelAnimationFrame", () => {});
    const ids = [..."abcdefghij"];
    const room = loaded(...ids.map((id) => card(id)));
    const seen = ids.map((id) => room.one("card", id));
    const told = () => ids.filter((_, at) => seen[at]?.peek()?.text !== "un texte").join("");
    room.apply(
      frame(
        2,
        ids.map((id) => ["patch", "card", id, { text: "autre" }]),
      ),
    );
    expect(room.peek("card", "j")?.text).toBe("autre");
    expect(told()).toBe("");
    room.lay("mine", [["patch", "card", "j", { text: "le mien" }]]);
    expect(told()).toBe("j");
    pictures.shift()?.();
    expect(told()).toBe("abcdefj");
    room.unlay("mine");
    pictures.shift()?.();
    expect(told()).toBe("abcdefghij");
    expect(seen.at(-1)?.peek()?.text).toBe("autre");
    vi.unstubAllGlobals();
  });

  test("a list looks at what has changed, and at everything when it has missed much or all is another", () => {
    const room = loaded(card("a"), card("b", "un texte", "c2"));
    let looked = 0;
    const inFirst = (one: Card) => {
      looked++;
      return one.criterion === "c1" && !one.withdrawn;
    };
    const ids = room.ids("card", inFirst, (a, b) => b.at - a.at || byId(a, b));
    const read = () => {
      looked = 0;
      return [ids.value.join(), looked];
    };
    expect(read()).toEqual(["a", 2]);
    room.apply(frame(2, [["put", "card", "c", card("c")]]));
    expect(read()).toEqual(["a,c", 1]);
    room.apply(frame(3, [["patch", "card", "b", { criterion: "c1", at: 5 }]]));
    expect(read()).toEqual(["b,a,c", 1]);
    room.apply(frame(4, [["patch", "card", "a", { at: 9 }]]));
    expect(read()).toEqual(["a,b,c", 1]);
    room.apply(frame(5, [["patch", "card", "a", { withdrawn: true }]]));
    room.apply(frame(6, [["drop", "card", "c"]]));
    expect(read()).toEqual(["b", 1]);
    for (let n = 0; n < 3_000; n++) room.apply(frame(7 + n, [["patch", "card", "b", { rev: n }]]));
    room.apply(frame(3_007, [["put", "card", "d", card("d")]]));
    expect(read()).toEqual(["b,d", 3]);
    room.load({ card: { e: card("e") } }, 4_000);
    expect(read()).toEqual(["e", 1]);
  });

  test("lists by a key look at what has changed together, and stay the same where they are", () => {
    const room = loaded(card("a"), card("b"), card("c", "un texte", "c2"));
    let looked = 0;
    const lists = room.lists(
      "card",
      (one) => {
        looked++;
        return one.withdrawn ? null : one.criterion;
      },
      byId,
    );
    const [first, second, third] = [lists("c1"), lists("c2"), lists("c3")];
    expect([first.value, second.value, third.value]).toEqual([["a", "b"], ["c"], []]);
    expect(lists("c1")).toBe(first);
    const [before, none] = [first.value, third.value];
    looked = 0;
    room.apply(frame(2, [["patch", "card", "c", { criterion: "c3" }]]));
    expect([first.value, second.value, third.value]).toEqual([["a", "b"], [], ["c"]]);
    expect(looked).toBe(1);
    expect(first.value).toBe(before);
    room.apply(frame(3, [["patch", "card", "c", { withdrawn: true }]]));
    room.apply(frame(4, [["patch", "card", "a", { text: "autre" }]]));
    expect([first.value, second.value, third.value]).toEqual([["a", "b"], [], none]);
    expect(first.value).toBe(before);
    room.load({ card: { e: card("e", "un texte", "c2") } }, 9);
    expect([first.value, second.value, third.value]).toEqual([[], ["e"], []]);
  });

  test("a snapshot replaces everything, and what it lacks is gone", () => {
    const room = loaded(card("a"), card("b"));
    const seen = room.one("card", "b");
    room.load({ card: { a: card("a", "neuf") } }, 9);
    expect(seen.value).toBeUndefined();
    expect(room.peek("card", "a")?.text).toBe("neuf");
    expect(room.seq.value).toBe(9);
  });

  test("what a snapshot contains is shown as what comes with it says, and not as it was guessed", () => {
    const room = loaded();
    room.lay("op7", [["put", "card", "a", card("a", "deviné")]]);
    room.confirm("op7", 7);
    room.load({ card: { a: card("a", "écrit") } }, 9, [["patch", "card", "a", { author: "moi" }]]);
    expect(room.peek("card", "a")).toEqual({ ...card("a", "écrit"), author: "moi" });
  });

  test("a snapshot of a thousand cards is read in far less than a second", () => {
    const room = new Room();
    const cards = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, n) => [`c${n}`, card(`c${n}`, "un texte".repeat(20), `k${n % 7}`)]),
    );
    for (let n = 0; n < 1_000; n++) room.one("card", `c${n}`).value;
    const lists = Array.from({ length: 7 }, (_, n) =>
      room.ids("card", (one) => one.criterion === `k${n}`, byId),
    );
    const started = performance.now();
    room.load({ card: cards }, 1);
    const listed = lists.reduce((sum, list) => sum + list.value.length, 0);
    const took = performance.now() - started;
    expect(listed).toBe(1_000);
    expect(took).toBeLessThan(100);
  });
});

describe("what comes later", () => {
  const page = (id: string, title: string) => ({ id, rev: 1, title: { fr: title, en: title } });
  const titles = (room: Room) => room.all("page").map((one) => one.title.fr);

  test("leaves what is there until it is here, and a device without it begins from nothing", () => {
    const room = new Room();
    room.load({ card: { a: card("a") }, page: { p: page("p", "avant") } }, 1);
    room.load({ card: { b: card("b") } }, 5, [], true);
    expect([titles(room), room.loaded.value, room.whole.value]).toEqual([["avant"], true, false]);
    expect(room.since()).toBeNull();
    room.complete({ page: { q: page("q", "après") } });
    expect([titles(room), room.since(), room.whole.value]).toEqual([["après"], 5, true]);
    room.complete({ page: {} });
    expect(titles(room)).toEqual(["après"]);
  });

  test("is as what has changed meanwhile says, whether it came before that or after", () => {
    for (const asked of ["before", "after"]) {
      const room = new Room();
      room.load({ card: {} }, 1, [], true);
      room.apply(frame(2, [["patch", "page", "p", { title: { fr: "deux", en: "two" } }]]));
      room.apply(frame(3, [["drop", "page", "q"]]));
      const late = { p: page("p", "deux") };
      room.complete({
        page: asked === "after" ? late : { p: page("p", "un"), q: page("q", "effacée") },
      });
      expect(titles(room)).toEqual(["deux"]);
      expect(room.since()).toBe(3);
    }
  });
});

describe("what goes", () => {
  test.each<[string, object, object]>([
    ["a text", { text: "un texte" }, { text: "" }],
    ["a caption", { caption: "La planche" }, { caption: "" }],
    ["a reason", { reason: "Parce que" }, { reason: "" }],
    ["a name", { who: "Amel" }, { who: null }],
    ["an author", { author: "p" }, { author: null }],
    [
      "the copy of a card",
      { sources: [{ card: "c", text: "un mot" }] },
      { sources: [{ card: "c", text: "" }] },
    ],
    ["a version", { alternatives: [{ text: "un" }, { text: "deux" }] }, { alternatives: [{ text: "un" }] }],
    ["one language", { title: { fr: "Titre", en: "Title" } }, { title: { fr: "Titre", en: "" } }],
  ])("%s that is emptied counts, as a record that is dropped does", (_, was, is) => {
    for (const gone of [
      ["patch", "card", "a", is],
      ["put", "card", "a", { ...is }],
      ["drop", "card", "a"],
    ]) {
      const room = new Room();
      room.load({ card: { a: { ...card("a"), ...was } } }, 1);
      room.apply(frame(2, [gone as Frame["ops"][0]["changes"][0]]));
      expect(room.drops.value).toBe(1);
    }
  });

  test("what is written anew, or for the first time, does not", () => {
    const room = loaded(card("a"));
    room.apply(frame(2, [["patch", "card", "a", { text: "autre", domains: ["d2", "d3"], edited_at: 9 }]]));
    room.apply(frame(3, [["put", "card", "b", card("b")]]));
    room.apply(frame(4, [["patch", "card", "b", { hidden: null, on: null }]]));
    room.apply(frame(5, [["drop", "card", "nowhere"]]));
    expect(room.drops.value).toBe(0);
  });
});

describe("what waits", () => {
  test("is shown on top of the server's records and goes when it is refused", () => {
    const room = loaded(card("a", "avant"));
    room.lay("mine", [["patch", "card", "a", { text: "après" }]]);
    expect(room.peek("card", "a")?.text).toBe("après");
    room.unlay("mine");
    expect(room.peek("card", "a")?.text).toBe("avant");
  });

  test("stays on top while others change the same record", () => {
    const room = loaded(card("a", "avant"));
    room.lay("mine", [["patch", "card", "a", { text: "le mien" }]]);
    room.apply(frame(2, [["patch", "card", "a", { text: "le leur", domains: ["d2"] }]]));
    expect(room.peek("card", "a")).toMatchObject({ text: "le mien", domains: ["d2"] });
  });

  test("goes once the room has reached the number that the server gave it", () => {
    const room = loaded(card("a", "avant"));
    room.lay("mine", [["patch", "card", "a", { text: "le mien" }]]);
    room.confirm("mine", 3);
    room.apply(frame(2, []));
    expect(room.peek("card", "a")?.text).toBe("le mien");
    room.apply(frame(3, [["patch", "card", "a", { text: "fusionné" }]], "other"));
    expect(room.peek("card", "a")?.text).toBe("fusionné");
  });

  test("goes with its own frame, even before its acknowledgement", () => {
    const room = loaded(card("a", "avant"));
    room.lay("mine", [["patch", "card", "a", { text: "le mien" }]]);
    room.apply(frame(2, [["patch", "card", "a", { text: "fusionné" }]], "mine"));
    expect(room.peek("card", "a")?.text).toBe("fusionné");
    room.confirm("mine", 2);
    expect(room.peek("card", "a")?.text).toBe("fusionné");
  });

  test("what a restored server has forgotten is not shown as if it were kept", () => {
    const room = loaded(card("a", "avant"));
    room.lay("acknowledged", [["patch", "card", "a", { text: "acquitté puis perdu" }]]);
    room.lay("waiting", [["put", "card", "n", card("n")]]);
    room.confirm("acknowledged", 5);
    room.forget();
    expect(room.since()).toBeNull();
    expect(room.peek("card", "a")?.text).toBe("avant");
    room.load({ card: { a: card("a", "avant") } }, 1);
    expect(room.peek("card", "n")).toBeDefined();
    expect(room.since()).toBe(1);
  });

  test("a card that is only expected vanishes when it is refused", () => {
    const room = loaded();
    const ids = room.ids("card", () => true, byId);
    room.lay("mine", [["put", "card", "n", card("n")]]);
    expect(ids.value).toEqual(["n"]);
    room.unlay("mine");
    expect(ids.value).toEqual([]);
  });
});
