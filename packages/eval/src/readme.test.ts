import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";

test("the README's example runs", () => {
  const folder = temporaryFolder();
  const [, example] = /```js\n([\s\S]*?)```/.exec(readFileSync(new URL("../README.md", import.meta.url), "utf8"))!;
  const source = new URL("./index.ts", import.meta.url).href;
  writeFileSync(join(folder, "example.mjs"), example.replace("@tiny-cats/eval", source));
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "example.mjs"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toBe("0.667 1 0\n2.000000 [ 4, 4 ] 2\n");
});
