import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folderOf } from "../../../tooling/testing/folder-of.ts";
import * as publishing from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example runs", () => {
  const [, example] = /```js\n([\s\S]*?)```/.exec(readme)!;
  const places: [string, string][] = [
    ["@tiny-cats/publish", new URL("./index.ts", import.meta.url).href],
    ["@tiny-cats/hub-emulator", import.meta.resolve("@tiny-cats/hub-emulator")],
    ["@tiny-cats/models", import.meta.resolve("@tiny-cats/models")],
  ];
  const code = places.reduce((text, [name, place]) => text.replace(`"${name}"`, `"${place}"`), example);
  const cwd = folderOf({ "example.mjs": code });
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "example.mjs"], { cwd, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toMatch(
    /^published [0-9a-f]{40} v1\.0\.0-\d{8}-\d{6} \d+ 0\nclassifier \S+\/pulled-cats\/README\.md\n$/,
  );
});

test("the exports are those that are listed", () => {
  const [, section] = readme.split("## What it exports");
  const rows = [...section.split("## Limits")[0].matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell]) => cell);
  const listed = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
  expect(listed.sort()).toEqual(Object.keys(publishing).sort());
});
