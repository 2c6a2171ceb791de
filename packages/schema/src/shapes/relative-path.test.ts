import * as v from "valibot";
import { expect, test } from "vitest";
import { relativePath } from "./relative-path.ts";

test.each(["a", "onnx/model.onnx", ".gitattributes", "a/.b", "..a/b..", "...", "a b/ä.png"])(
  "%j stays below its folder",
  (path) => {
    expect(v.is(relativePath, path)).toBe(true);
  },
);

test.each([
  ...["", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "./a", "a/./b", "a\\b", "\\\\host\\share"],
  ...["C:", "C:/a", "a:stream", "a\u0000b", "a\nb", "a\u007f", "x".repeat(1025)],
])("%j is refused", (path) => {
  expect(v.is(relativePath, path)).toBe(false);
});
