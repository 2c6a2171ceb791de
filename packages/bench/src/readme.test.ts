import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folderOf } from "../../../tooling/testing/folder-of.ts";
import * as bench from "./index.ts";
import * as node from "./node/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example runs", () => {
  const [, example] = /```js\n([\s\S]*?)```/.exec(readme)!;
  const places: [string, string][] = [
    ["@tiny-cats/bench/node", new URL("./node/index.ts", import.meta.url).href],
    ["@tiny-cats/bench", new URL("./index.ts", import.meta.url).href],
    ["@tiny-cats/models", import.meta.resolve("@tiny-cats/models")],
  ];
  const code = places.reduce((text, [name, place]) => text.replace(`"${name}"`, `"${place}"`), example);
  const folder = folderOf({ "example.mjs": code });
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "example.mjs"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toContain("# Benchmark of cat-breeds-mobilenetv2\n");
  expect(stdout).toMatch(/^(faster|slower|within-noise)$/m);
});

test("the exports are those that are listed", () => {
  const [, section] = readme.split("## Exports");
  const rows = [...section.split("## What is measured")[0].matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell]) => cell);
  const listed = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
  expect(listed.sort()).toEqual([...Object.keys(bench), ...Object.keys(node)].sort());
});
