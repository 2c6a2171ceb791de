import { expect, test } from "vitest";
import type { OptionSpec } from "../table/option-spec.ts";
import { resolveOptions } from "./resolve-options.ts";

const TOP_K: OptionSpec = { name: "top-k", type: "integer", summary: "", default: 5, min: 1, max: 13 };
const BREED: OptionSpec = { name: "breed", type: "text", summary: "", repeatable: true };
const GRID: OptionSpec = { name: "grid", type: "flag", summary: "" };
const MODEL: OptionSpec = { name: "model", setting: "classifier", type: "text", summary: "" };
const LIKE: OptionSpec = { name: "like", type: "text", summary: "", configurable: false };
const INTERVAL: OptionSpec = { name: "guidance-interval", type: "interval", summary: "" };

const config = (values: Record<string, unknown>) => ({ path: "config.json", values });

test("a flag beats the environment, which beats the configuration file, which beats the default", () => {
  const env = { TINY_CATS_TOP_K: "2" };
  const file = config({ "top-k": 3 });
  expect(resolveOptions([TOP_K], { flags: { "top-k": "1" }, env, config: file })).toEqual({ "top-k": 1 });
  expect(resolveOptions([TOP_K], { flags: {}, env, config: file })).toEqual({ "top-k": 2 });
  expect(resolveOptions([TOP_K], { flags: {}, env: { TINY_CATS_TOP_K: "" }, config: file })).toEqual({ "top-k": 3 });
  expect(resolveOptions([TOP_K], { flags: {}, env: {} })).toEqual({ "top-k": 5 });
});

test("a flag can take back what the environment turned on", () => {
  expect(resolveOptions([GRID], { flags: {}, env: { TINY_CATS_GRID: "1" } })).toEqual({ grid: true });
  expect(resolveOptions([GRID], { flags: { grid: false }, env: { TINY_CATS_GRID: "1" } })).toEqual({ grid: false });
  expect(resolveOptions([GRID], { flags: {}, env: {} })).toEqual({ grid: false });
});

test("repeatable options are lists from everywhere", () => {
  expect(resolveOptions([BREED], { flags: { breed: ["a", "b"] }, env: {} })).toEqual({ breed: ["a", "b"] });
  expect(resolveOptions([BREED], { flags: {}, env: { TINY_CATS_BREED: "a, b" } })).toEqual({ breed: ["a", "b"] });
  expect(resolveOptions([BREED], { flags: {}, env: {}, config: config({ breed: ["a"] }) })).toEqual({ breed: ["a"] });
  expect(resolveOptions([BREED], { flags: {}, env: {}, config: config({ breed: "a" }) })).toEqual({ breed: ["a"] });
  expect(resolveOptions([BREED], { flags: {}, env: {} })).toEqual({ breed: [] });
});

test("an option may have another name as a setting, or none", () => {
  const env = { TINY_CATS_CLASSIFIER: "m", TINY_CATS_MODEL: "wrong", TINY_CATS_LIKE: "wrong.png" };
  expect(resolveOptions([MODEL, LIKE], { flags: {}, env })).toEqual({ model: "m", like: undefined });
});

test("an interval may be a pair of numbers in the configuration file", () => {
  expect(
    resolveOptions([INTERVAL], { flags: {}, env: {}, config: config({ "guidance-interval": [0.25, 0.75] }) }),
  ).toEqual({
    "guidance-interval": [0.25, 0.75],
  });
});

test("an error names the place of the value", () => {
  const message = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(message(() => resolveOptions([TOP_K], { flags: { "top-k": "0" }, env: {} }))).toBe(`--top-k can't be "0"`);
  expect(message(() => resolveOptions([TOP_K], { flags: {}, env: { TINY_CATS_TOP_K: "x" } }))).toBe(
    `TINY_CATS_TOP_K can't be "x"`,
  );
  expect(message(() => resolveOptions([TOP_K], { flags: {}, env: {}, config: config({ "top-k": 99 }) }))).toBe(
    `"top-k" in config.json can't be "99"`,
  );
});
