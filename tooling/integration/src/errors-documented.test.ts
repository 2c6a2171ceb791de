import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..", "..");
const sources = globSync("{packages,apps}/*/src/**/*.ts", { cwd: root })
  .filter((file) => !/\.(test|joint|long)\.ts$|\/testing\//.test(file))
  .map((file) => readFileSync(join(root, file), "utf8"));

/** Where a code stands in the source: first argument of an error's constructor or maker, a `code` of its own, a list of codes. */
const PLACES = [/\b\w*Error\(\s*"([a-z0-9-]+)"/g, /\bcode: "([a-z]+(?:-[a-z0-9]+)+)"/g, /\bnothing\(\w+, "([a-z-]+)"/g];

function thrownCodes(): Set<string> {
  const listed = sources.flatMap(
    (text) => /const USAGE = new Set\(\[([^\]]*)\]/.exec(text)?.[1].match(/[a-z][a-z0-9-]+/g) ?? [],
  );
  const thrown = sources.flatMap((text) =>
    PLACES.flatMap((place) => [...text.matchAll(place)].map(([, code]) => code)),
  );
  return new Set([...listed, ...thrown]);
}

test("docs/errors.md has one entry for every code that is thrown, and for no other", () => {
  const headings = readFileSync(join(root, "docs", "errors.md"), "utf8").matchAll(/^### (.+)$/gm);
  const documented = [...headings].map(([, code]) => code);
  expect([...documented].sort()).toEqual([...thrownCodes()].sort());
});
