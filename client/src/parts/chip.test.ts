/** What stands in the ring beside a name. */

import { expect, test } from "vitest";
import { initialsOf } from "./chip";

test("initials are letters, also where a word of the name begins with something else", () => {
  expect(initialsOf("Camille (animation)")).toBe("CA");
  expect(initialsOf("« Zoé »")).toBe("Z");
  expect(initialsOf("Jean-Marc O’Neil")).toBe("JO");
  expect(initialsOf("🌻 Amel")).toBe("🌻A");
  expect(initialsOf("…")).toBe("?");
});
