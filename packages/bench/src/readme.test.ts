import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../../tooling/testing/folder-of.ts";
import * as bench from "./index.ts";
import * as node from "./node/index.ts";
import { int8Model } from "./testing/models.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example runs", () => {
  const folder = folderOf({ "model.onnx": int8Model() });
  const [, example] = /```js\n([\s\S]*?)```/.exec(readme)!;
  const code = example
    .replace("@tiny-cats/bench/node", new URL("./node/index.ts", import.meta.url).href)
    .replace("@tiny-cats/bench", new URL("./index.ts", import.meta.url).href);
  writeFileSync(join(folder, "example.mjs"), code);
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "example.mjs"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toContain("# Benchmark of model\n");
  expect(stdout).toMatch(/^(faster|slower|within-noise)$/m);
});

test("the exports are those that are listed", () => {
  const [, section] = readme.split("## Exports");
  const rows = [...section.split("## What is measured")[0].matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell]) => cell);
  const listed = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
  expect(listed.sort()).toEqual([...Object.keys(bench), ...Object.keys(node)].sort());
});
