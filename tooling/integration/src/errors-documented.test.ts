import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..", "..");

/** The codes that source files throw: the first argument of our error classes, on the same line or the next. */
function thrownCodes(): string[] {
  const sources = globSync("{packages,apps}/*/src/**/*.ts", { cwd: root }).filter((file) => !file.endsWith(".test.ts"));
  const codes = sources.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/new \w+Error\(\s*"([a-z0-9-]+)"/g)].map(([, code]) => code),
  );
  return [...new Set(codes)].sort();
}

test("docs/errors.md has one entry for every code that is thrown, and for no other", () => {
  const documented = [...readFileSync(join(root, "docs", "errors.md"), "utf8").matchAll(/^### ([a-z0-9-]+)$/gm)].map(
    ([, code]) => code,
  );
  expect([...documented].sort()).toEqual(thrownCodes());
  expect(new Set(documented).size).toBe(documented.length);
});
