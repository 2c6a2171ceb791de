import { describe, expect, test } from "vitest";
import { parseManifest, parseManifestText } from "../documents/manifest.ts";
import { TinyCatsError } from "../errors.ts";
import { edit } from "../testing/edit.ts";
import { examples } from "../testing/examples.ts";
import { problemsOf } from "../testing/problems-of.ts";
import { classifierManifest } from "../testing/valid-manifests.ts";
import { parseDocument } from "./parse-document.ts";
import { parseDocumentText } from "./parse-document-text.ts";

function thrown(action: () => unknown): TinyCatsError {
  try {
    action();
  } catch (error) {
    if (error instanceof TinyCatsError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe.each(examples)("$name", ({ kind, document }) => {
  test("comes back equal, as value and as text, and is a copy", () => {
    const parsed = parseDocument(kind, document);
    expect(parsed).toEqual(document);
    expect(parsed).not.toBe(document);
    expect(parseDocumentText(kind, `\uFEFF${JSON.stringify(document, null, 2)}\r\n`)).toEqual(document);
  });

  test("keeps keys it does not know at its top", () => {
    const extra = { ...document, note: { free: ["form", 1] } };
    expect(parseDocument(kind, extra)).toEqual(extra);
  });

  test("of another kind is told apart", () => {
    const error = thrown(() => parseDocument(kind, { ...document, schema: "someone/else" }));
    expect(error).toMatchObject({ code: "wrong-document", value: "someone/else" });
    expect(error.remedy).toContain(kind.name);
    expect(thrown(() => parseDocument(kind, { ...document, schema: undefined })).message).toContain("no schema key");
  });

  test("of a newer version asks for an upgrade, of any other for a rewrite", () => {
    const newer = thrown(() => parseDocument(kind, { ...document, version: 2 }));
    expect(newer).toMatchObject({ code: "unknown-document-version", value: 2 });
    expect(newer.remedy).toMatch(/^upgrade @tiny-cats\/schema/);
    for (const version of [0, "1", null, undefined, 1n]) {
      const error = thrown(() => parseDocument(kind, { ...document, version }));
      expect(error.code).toBe("unknown-document-version");
      expect(error.remedy).toMatch(/as version 1$/);
    }
  });

  test.each([null, undefined, [], "text", 1, () => 1])("is not %s", (value) => {
    expect(thrown(() => parseDocument(kind, value))).toMatchObject({ code: "invalid-document" });
  });
});

test("each problem is named with its path and what stood there", () => {
  const broken = edit(
    edit(edit(classifierManifest, ["files", 0, "sha256"], "ABC"), ["name"], undefined),
    ["parameters"],
    1.5,
  );
  expect(problemsOf(parseManifest, broken)).toEqual([
    "name is missing",
    "parameters must be a whole number, not 1.5",
    'files[0].sha256 must be 64 lower-case hexadecimal digits, not "ABC"',
  ]);
});

test("at most ten problems stand in the message, all in the value, and long values are cut", () => {
  const files = Array.from({ length: 15 }, (_, i) => ({
    path: `f${i}`,
    role: "notes",
    bytes: 1,
    sha256: "z".repeat(10_000),
  }));
  const error = thrown(() => parseManifest({ ...classifierManifest, files }));
  expect(error.value).toHaveLength(16);
  expect(error.message.match(/^- files/gm)).toHaveLength(10);
  expect(error.message).toContain("- and 6 more");
  expect(error.message.length).toBeLessThan(2000);
});

test("a key that is no name is quoted in the path", () => {
  const broken = { ...classifierManifest, "odd key": { [`${"k".repeat(100)}`]: [Number.NaN] } };
  expect(problemsOf(parseManifest, broken)).toEqual([
    `["odd key"]["${"k".repeat(59)}…"][0] must be a finite number, not NaN`,
  ]);
});

test("a syntax error is placed by line and column", () => {
  const text = '{\r\n  "schema": "tiny-cats/manifest",\r\n  "version": 1,\n\n  "name" "x"\n}';
  const error = thrown(() => parseManifestText(text));
  expect(error).toMatchObject({ code: "invalid-json", value: { line: 5, column: 10, reason: '":" is missing' } });
  expect(error.message).toContain("line 5, column 10");
  expect(error.cause).toBeInstanceOf(SyntaxError);
});

test("a key that would reach the prototype does not", () => {
  const text = JSON.stringify(classifierManifest).replace(
    /^\{/,
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{}},',
  );
  const parsed = parseManifestText(text) as unknown as Record<string, unknown>;
  expect(parsed.polluted).toBeUndefined();
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
});
