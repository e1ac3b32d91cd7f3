import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const all = readdirSync(__dirname)
  .filter((name) => name.endsWith(".css"))
  .map((name) => readFileSync(`${__dirname}/${name}`, "utf8"))
  .join("\n");

/** What tells by its colour alone that it is chosen: the mark of its field is covered. */
const coloured = [...all.matchAll(/(\.[\w-]+):has\(:checked\)/g)]
  .map(([, name]) => name ?? "")
  .filter((name) => new RegExp(`\\${name} input[^{]*\\{[^}]*opacity: 0;`).test(all));

describe("what is chosen is seen", () => {
  test.each([
    ["where a browser has no :has", "@supports not selector(:has(*))"],
    ["in the colours of the system", "@media (forced-colors: active)"],
  ])("%s", (_, where) => {
    const at = all.indexOf(`${where} {\n  label:is(`);
    const named = all.slice(at).match(/label:is\(([^)]*)\) input \{[^}]*opacity: 1;/)?.[1] ?? "";
    expect(at).toBeGreaterThan(-1);
    expect(coloured.length).toBeGreaterThan(4);
    expect(named.split(", ")).toEqual(expect.arrayContaining(coloured));
  });
});

test("a QR code stays black on white in the colours of the system", () => {
  expect(all).toMatch(/\n\.qr \{[^}]*forced-color-adjust: none;/);
});

test("a page that is dark on the screen is printed dark on white", () => {
  expect(all).toMatch(/@media screen \{\s*:root\[data-theme="dark"\] \{/);
});
