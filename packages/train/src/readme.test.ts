import { readFileSync } from "node:fs";
import * as onnx from "@tiny-cats/onnx";
import * as gradient from "@tiny-cats/onnx/gradient";
import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import * as train from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example finds the slope of its line", async () => {
  const [, code] = /```js\n([\s\S]*?)```/.exec(readme)!;
  const printed: Float32Array[] = [];
  const given = { ...onnx, ...gradient, ...train, ort, console: { log: (slope: Float32Array) => printed.push(slope) } };
  const body = `const { ${Object.keys(given)} } = given;${code.replaceAll(/^import .*$/gm, "")}`;
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor;
  await new AsyncFunction("given", body)(given);
  expect(printed[0]).toHaveLength(1);
  expect(printed[0][0]).toBeCloseTo(3, 2);
});

test("the exports are those that are listed", () => {
  const [, section] = readme.split("## Exports");
  const rows = [...section.split("Options of")[0].matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell]) => cell);
  const listed = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
  expect(listed.sort()).toEqual(Object.keys(train).sort());
});
