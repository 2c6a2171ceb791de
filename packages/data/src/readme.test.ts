import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";

test("the README's example runs", () => {
  const folder = temporaryFolder();
  const [, example] = /```js\n([\s\S]*?)```/.exec(readFileSync(new URL("../README.md", import.meta.url), "utf8"))!;
  const script = example
    .replace('"@tiny-cats/data"', JSON.stringify(new URL("./index.ts", import.meta.url).href))
    .replace('"@tiny-cats/core/png"', JSON.stringify(import.meta.resolve("@tiny-cats/core/png")));
  writeFileSync(join(folder, "example.mjs"), script);
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "example.mjs"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const lines = stdout.trimEnd().split("\n");
  expect(lines.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    ...["0", "1", "2", "3"].map((name) => `Bengal/${name}.png Bengal`),
    ...["0", "1", "2", "3"].map((name) => `russian-blue/${name}.png Russian`),
    expect.stringMatching(/^8 [0-9a-f]{64}$/),
  ]);
  expect(lines.filter((line) => line.endsWith(" train"))).toHaveLength(4);
  const changed = readdirSync(folder).filter((name) => name.endsWith(".png"));
  expect(changed.sort()).toEqual(Array.from({ length: 8 }, (_, i) => `${i}.png`));
  expect(readFileSync(join(folder, "cats.md"), "utf8")).toContain("| Russian Blue | 4 | 2 | 2 |");
});
