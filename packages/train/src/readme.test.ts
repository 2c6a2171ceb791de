import { existsSync, readFileSync } from "node:fs";
import * as fs from "node:fs/promises";
import { loadTrainingCheckpoint } from "@tiny-cats/checkpoint/training";
import * as png from "@tiny-cats/core/png";
import * as data from "@tiny-cats/data";
import * as onnx from "@tiny-cats/onnx";
import * as gradient from "@tiny-cats/onnx/gradient";
import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import * as train from "./index.ts";
import * as node from "./node/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the examples find the slope of their line and draw, and runs leave their checkpoints and logs", async () => {
  const folder = temporaryFolder();
  const examples = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
  const printed: unknown[][] = [];
  const log = (...values: unknown[]) => printed.push(values);
  const given = { ...fs, ...png, ...data, ...onnx, ...gradient, ...train, ...node, ort, console: { log } };
  const names = Object.keys(given).filter((name) => name !== "default");
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor;
  for (const example of examples) {
    const here = example
      .replaceAll(/^import .*$/gm, "")
      .replaceAll('"out', `"${folder}`)
      .replaceAll(/(["`])(portraits|drawer)/g, `$1${folder}/$2`);
    await new AsyncFunction("given", `const { ${names} } = given;${here}`)(given);
  }
  const [[slope], [reason, again], [drawn, loss, sheets]] = printed as [
    [Float32Array],
    [string, Float32Array],
    [string, number, string],
  ];
  expect(slope).toHaveLength(1);
  expect(slope[0]).toBeCloseTo(3, 1);
  expect([reason, again.length]).toEqual(["finished", 1]);
  expect(again[0]).toBeCloseTo(3, 1);
  expect([drawn, loss > 0, loss < 2]).toEqual(["finished", true, true]);
  expect(existsSync(`${sheets}/step-30.png`)).toBe(true);
  expect((await loadTrainingCheckpoint(folder))!.state.step).toBe(300);
  expect(readFileSync(`${folder}/events.jsonl`, "utf8").trim().split("\n")).toHaveLength(300 + 1 + 4 + 1);
});

test.each([
  ["Exports", "From `", train],
  ["From `@tiny-cats/train/node`", "Options of", node],
])("the exports are those that are listed: %s", (begin, end, exported) => {
  const [, section] = readme.split(`\n${begin.startsWith("From") ? "" : "## "}${begin}`);
  const rows = [...section.split(end)[0].matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell]) => cell);
  const listed = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
  expect(listed.sort()).toEqual(Object.keys(exported).sort());
});
