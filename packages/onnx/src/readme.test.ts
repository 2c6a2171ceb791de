import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { GRADIENTS } from "./gradient/gradient-rules.ts";
import * as gradient from "./gradient/index.ts";
import * as onnx from "./index.ts";
import { mobileBatches, mobileGraph } from "./testing/mobile-graph.ts";
import { runWithOnnxruntime } from "./testing/run-with-onnxruntime.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example prints the values of its formula", () => {
  const [, code] = /```js\n([\s\S]*?)```/.exec(readme)!;
  const body = code.replace(/import (\{[^}]*\}) from "@tiny-cats\/onnx";/, "const $1 = onnx;");
  const printed: unknown[][] = [];
  new Function("onnx", "console", body)(onnx, { log: (...values: unknown[]) => printed.push(values) });
  const [[shape, data]] = printed as [[number[], Float64Array]];
  expect(shape).toEqual([1, 3]);
  // GELU of 0, 0.5 and 1, in which Phi(0.5) and Phi(1) are from a table of the normal distribution; float32 constants.
  expect(
    [...data].map((value, i) => value - [0, 0.5 * 0.6914624613, 0.8413447461][i]).every((gap) => Math.abs(gap) < 3e-8),
  ).toBe(true);
});

test("the example of quantizing ends within its bound", async () => {
  const [, code] = /## Quantizing\n\n```ts\n([\s\S]*?)```/.exec(readme)!;
  const model = mobileGraph();
  const batches = mobileBatches(2);
  const run = runWithOnnxruntime();
  const expected = await onnx.runBatches(model, batches, run);
  const loss = async (given: onnx.Model) => onnx.outputError(expected, await onnx.runBatches(given, batches, run)) / 50;
  const given = { ...onnx, model, batches, run, loss };
  const body = `const { ${Object.keys(given)} } = given;${code.replace(": readonly string[]", "")}return { smaller, faster, skip };`;
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor;
  const { smaller, faster, skip } = await new AsyncFunction("given", body)(given);
  const weightBytes = ({ graph }: onnx.Model) =>
    [...graph.initializers.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(weightBytes(smaller)).toBeLessThan(weightBytes(model));
  expect(faster.graph.nodes.map(({ op }: onnx.Node) => op)).toContain("QuantizeLinear");
  expect(skip).toEqual([]);
});

test("the table lists every operator, and no other", () => {
  const [, section] = readme.split("## Operators");
  const rows = section.split("## Limits")[0].matchAll(/^\| [a-z ]+\| ([A-Z][^|]*)\|$/gm);
  const listed = [...rows].flatMap(([, cell]) =>
    cell
      .replaceAll(/\([^)]*\)/g, "")
      .split(",")
      .map((name) => name.trim()),
  );
  expect(listed.sort()).toEqual([...onnx.OPERATORS.keys()].sort());
});

test("the exports are those that are listed", () => {
  const [, section] = readme.split("## Exports");
  const rows = [...section.split("## Operators")[0].matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell]) => cell);
  const listed = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
  expect(listed.sort()).toEqual(Object.keys(onnx).sort());
});

describe("gradients", () => {
  const [, section] = readme.split("## Gradients");

  test("the example prints the loss of a line and its slope", () => {
    const [, code] = /```js\n([\s\S]*?)```/.exec(section)!;
    const body = code
      .replace(/import (\{[^}]*\}) from "@tiny-cats\/onnx";/, "const $1 = onnx;")
      .replace(/import (\{[^}]*\}) from "@tiny-cats\/onnx\/gradient";/, "const $1 = gradient;");
    const printed: unknown[][] = [];
    new Function("onnx", "gradient", "console", body)(onnx, gradient, {
      log: (...values: unknown[]) => printed.push(values),
    });
    // The mean of (x / 2)^2 of 1, 2, 3, and of -x^2.
    const [[loss, slope]] = printed as [number, number][];
    expect(loss).toBeCloseTo(14 / 12, 12);
    expect(slope).toBeCloseTo(-14 / 3, 12);
  });

  test("the tables list every function and every operator with a rule", () => {
    const rows = [...section.matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell]) => cell);
    expect(rows.map((cell) => /`(\w+)/.exec(cell)![1]).sort()).toEqual(Object.keys(gradient).sort());
    const operators = [...section.matchAll(/^\| [a-z: ]+\| ([A-Z][^|]*)\|$/gm)].flatMap(([, cell]) =>
      cell
        .replaceAll(/\([^)]*\)/g, "")
        .split(",")
        .map((name) => name.trim()),
    );
    expect(operators.sort()).toEqual([...GRADIENTS.keys()].sort());
  });
});
