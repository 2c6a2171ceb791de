import { join, resolve, sep } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FilesError } from "./errors.ts";
import { safeJoin } from "./safe-join.ts";

const root = resolve("some", "root");

test.each(["a", "onnx/model.onnx", ".gitattributes", "..a/b..c", "nullable/console.log", "com10/lpt.d", "ä b/c"])(
  "%j is joined",
  (path) => {
    expect(safeJoin(root, path)).toBe(join(root, ...path.split("/")));
  },
);

test.each([
  ...[
    "",
    "/",
    "/etc/passwd",
    "..",
    "../x",
    "a/../../x",
    "a/..",
    ".",
    "./a",
    "a//b",
    "a/",
    "a\\b",
    "..\\x",
    "\\\\host\\share",
  ],
  ...[
    "C:",
    "C:/x",
    "c:x",
    "a:stream",
    "a\u0000.png",
    "a\nb",
    "nul",
    "NUL.txt",
    "a/con",
    "Com1.tar.gz",
    "lpt¹",
    "conin$",
    "a.",
    "a /b",
    "... ",
  ],
])("%j is refused", (path) => {
  const attempt = () => safeJoin(root, path);
  expect(attempt).toThrow(FilesError);
  expect(attempt).toThrow(expect.objectContaining({ code: "unsafe-path", value: path }));
});

test("what is no text is refused", () => {
  for (const path of [undefined, null, 5, ["a"], {}]) {
    expect(() => safeJoin(root, path as string)).toThrow(expect.objectContaining({ code: "unsafe-path" }));
  }
});

test("whatever comes through lies below the root", () => {
  const part = fc.oneof(
    fc.constantFrom("..", ".", "", "a", "b.c", "~", "%2e%2e", "C:", "\\", "..\\", "\u0000", "．．", "con"),
    fc.string({ maxLength: 4 }),
  );
  let joined = 0;
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), fc.constantFrom("/", "\\", "//"), (parts, separator) => {
      let path: string;
      try {
        path = safeJoin(root, parts.join(separator));
      } catch (error) {
        expect(error).toBeInstanceOf(FilesError);
        return;
      }
      joined++;
      expect(resolve(path).startsWith(root + sep)).toBe(true);
    }),
    { seed: 20261121, numRuns: 5000 },
  );
  expect(joined).toBeGreaterThan(100);
});
