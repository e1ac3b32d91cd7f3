import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const sheets = readdirSync(__dirname)
  .filter((name) => name.endsWith(".css"))
  .map((name) => readFileSync(`${__dirname}/${name}`, "utf8"));
const all = sheets.join("\n");

test("what is chosen is seen without :has too, where the mark of the field itself is covered", () => {
  const [, without = ""] = all.match(/@supports not selector\(:has\(\*\)\) \{\s*label:is\(([^)]*)\)/) ?? [];
  const coloured = [...all.matchAll(/(\.[\w-]+):has\(:checked\)/g)].map(([, name]) => name ?? "");
  const covered = coloured.filter((name) => new RegExp(`\\${name} input[^{]*\\{[^}]*opacity: 0;`).test(all));
  expect(covered.length).toBeGreaterThan(4);
  expect(without.split(", ")).toEqual(expect.arrayContaining(covered));
});
