import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as index from "./index.ts";
import * as node from "./node/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README names every export, and the example's are exported", () => {
  for (const name of [...Object.keys(index), ...Object.keys(node)]) expect(readme).toContain(`\`${name}`);
  const [, example] = /```js\n([\s\S]*?)```/.exec(readme)!;
  const imports = [...example.matchAll(/import \{ (.+) \} from "@tiny-cats\/card(\/node)?"/g)];
  expect(imports).toHaveLength(2);
  for (const [, names, below] of imports) {
    for (const name of names.split(", ")) expect(Object.keys(below ? node : index)).toContain(name);
  }
});
