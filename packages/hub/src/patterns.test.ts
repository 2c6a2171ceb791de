import { expect, test } from "vitest";
import { exactPattern, matcher } from "./patterns.ts";

test("without patterns everything is meant", () => {
  const meant = matcher({});
  expect(meant("a/b.txt")).toBe(true);
  expect(meant.enters("a")).toBe(true);
});

test("include and exclude follow gitignore(5)", () => {
  const meant = matcher({ include: ["*.onnx", "/docs/"], exclude: ["*_fp16.onnx", "!keep_fp16.onnx", "tmp/"] });
  expect(meant("model.onnx")).toBe(true);
  expect(meant("onnx/deep/model.onnx")).toBe(true);
  expect(meant("onnx/model_fp16.onnx")).toBe(false);
  expect(meant("onnx/keep_fp16.onnx")).toBe(true);
  expect(meant("docs/a.md")).toBe(true);
  expect(meant("more/docs/a.md")).toBe(false);
  expect(meant("tmp/model.onnx")).toBe(false);
  expect(meant.enters("tmp")).toBe(false);
  expect(meant.enters("onnx")).toBe(true);
});

test("upper and lower case differ, and one pattern needs no list", () => {
  expect(matcher({ include: "*.ONNX" })("a.onnx")).toBe(false);
  expect(matcher({ exclude: "*.onnx" })("a.onnx")).toBe(false);
});

test.each(["a b#c%.txt", "[x]*.txt", "!c", "d e ", "f\\g", "#x", "a?b"])("the pattern of %j means it alone", (path) => {
  const meant = matcher({ include: exactPattern(path) });
  expect(meant(path)).toBe(true);
  expect(meant(`${path}/below`)).toBe(true);
  for (const other of [`x/${path}`, path.replaceAll(/[*?[\]#!\\]/g, "x").concat("y"), `${path}.bak`])
    expect(meant(other)).toBe(false);
});
