import { afterEach, describe, expect, test, vi } from "vitest";
import { askFor, refuseAsk, settleAsk } from "./ask";
import { remember } from "./remembered";

const CODE = "K7MPQ2";

afterEach(() => {
  vi.unstubAllGlobals();
  settleAsk(CODE);
});

describe("what a device asks with to come in", () => {
  test("is the same until the person is in, however they write their name, and another after that", () => {
    const first = askFor(CODE, "Zoé");
    expect(first).toMatch(/^[\w-]{63}$/);
    expect(askFor(CODE, " zoe ")).toBe(first);
    settleAsk(CODE);
    expect(askFor(CODE, "Zoé")).not.toBe(first);
  });

  test("is another for somebody else on the same phone, and in another room", () => {
    const first = askFor(CODE, "Zoé L.");
    expect(askFor("ABC234", "Zoé L.")).not.toBe(first);
    expect(askFor(CODE, "Zoé")).not.toBe(first);
    settleAsk("ABC234");
  });

  test("outlives what says nothing of whether one is in, and no refusal of the room", () => {
    const first = askFor(CODE, "Zoé");
    for (const code of ["network.gone", "server.fault", "access.too-many"]) refuseAsk(CODE, code);
    expect(askFor(CODE, "Zoé")).toBe(first);
    refuseAsk(CODE, "participant.claimed");
    expect(askFor(CODE, "Zoé")).not.toBe(first);
  });

  test("lives as long as the page where the device keeps nothing", () => {
    const refuse = () => {
      throw new DOMException("refused", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
    expect(askFor(CODE, "Zoé")).toBe(askFor(CODE, "Zoé"));
  });

  test("is made anew where what was kept is no ask", () => {
    remember(`ask:${CODE}`, "éé zoe");
    expect(askFor(CODE, "Zoé")).toMatch(/^[\w-]{63}$/);
  });
});
