import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import { goldenPath } from "./testing/golden.ts";

test("the README's example runs", () => {
  const folder = temporaryFolder();
  const [, example] = /```js\n([\s\S]*?)```/.exec(readFileSync(new URL("../README.md", import.meta.url), "utf8"))!;
  const source = new URL("./node/index.ts", import.meta.url).href;
  copyFileSync(goldenPath("tied.pt"), join(folder, "model.pt"));
  writeFileSync(join(folder, "example.mjs"), example.replace("@tiny-cats/checkpoint/node", source));
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "example.mjs"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toBe("wte.weight f32 2x3\nlm_head.weight f32 2x3\nslice f32 3\nother f32 2x3\n");
  expect(readFileSync(join(folder, "model.safetensors")).subarray(8).toString("latin1")).toContain(
    '"wte.weight":{"dtype":"F32"',
  );
});
