import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { controlsFolder, type SeenControls } from "./watch-controls.ts";

/** Names that data are part of, so that one of a kind stands for all. */
const KINDS: readonly [RegExp, string][] = [
  [
    /Abyssinian|Bengal|Birman|Bombay|British Shorthair|Egyptian Mau|Maine Coon|Persian|Ragdoll|Russian Blue|Siamese|Sphynx/g,
    "(breed)",
  ],
  [/\d+/g, "(number)"],
  [/(?<=button Remove ).+/, "(picture)"],
];

const kindOf = (key: string) => KINDS.reduce((text, [pattern, name]) => text.replace(pattern, name), key);

test("every control of every page was used by one of the other tests", async () => {
  const folder = controlsFolder(test.info());
  const seen = new Set<string>();
  const used = new Set<string>();
  for (const file of await readdir(folder)) {
    const noted: SeenControls = JSON.parse(await readFile(join(folder, file), "utf8"));
    for (const key of noted.seen) seen.add(kindOf(key));
    for (const key of noted.used) used.add(kindOf(key));
  }
  test.info().annotations.push({ type: "controls", description: [...seen].sort().join("\n") });
  expect(seen.size).toBeGreaterThan(60);
  expect([...seen].filter((key) => !used.has(key)).sort()).toEqual([]);
});
