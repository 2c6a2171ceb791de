import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { readForm } from "./read-form.ts";

const TYPE = "multipart/form-data; boundary=B";
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const read = (text: string, { type = TYPE, maxParts = 4 } = {}) => readForm(bytes(text), type, { maxParts });
const part = (name: string, content = "x") =>
  `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`;

test("reads what the platform's own FormData writes, whatever the bytes", async () => {
  const file = fc.uint8Array({ maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), fc.string(), async (files, text) => {
      const form = new FormData();
      form.append("top_k", text);
      for (const [i, content] of files.entries()) {
        form.append(`picture ${i}`, new Blob([content as Uint8Array<ArrayBuffer>]), `a "${i}"; name=b\r\n.png`);
      }
      const written = new Response(form);
      const body = new Uint8Array(await written.arrayBuffer());
      const parts = readForm(body, written.headers.get("content-type") ?? "", { maxParts: 5 });
      expect(parts.map(({ name, file }) => [name, file])).toEqual([
        ["top_k", false],
        ...files.map((_, i) => [`picture ${i}`, true]),
      ]);
      for (const [i, content] of files.entries()) expect(Buffer.from(parts[i + 1].bytes)).toEqual(Buffer.from(content));
    }),
    { seed: 7, numRuns: 100 },
  );
});

test("parts are views, so that a form is in memory once", () => {
  const body = bytes(`${part("a", "content")}--B--\r\n`);
  expect(readForm(body, TYPE, { maxParts: 1 })[0].bytes.buffer).toBe(body.buffer);
});

test("heads as other programs write them", () => {
  const heads = [
    "content-disposition: form-data; filename=cat.png; name=a\r\nContent-Type: image/png",
    'Content-Type: image/png\r\nCONTENT-DISPOSITION:form-data;name="a";filename="cat.png"',
    "Content-Disposition: form-data; name=a; filename*=UTF-8''cat.png",
  ];
  for (const head of heads) {
    expect(read(`preamble\r\n--B\r\n${head}\r\n\r\nx\r\n--B--`)).toEqual([
      { name: "a", file: true, bytes: bytes("x") },
    ]);
  }
  expect(read("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--B--")[0].bytes).toHaveLength(0);
  expect(read("--B--")).toEqual([]);
  expect(read(`${part("a")}--B--`, { type: 'multipart/form-data; charset=utf-8; Boundary="B"; x=y' })).toHaveLength(1);
});

describe("refuses", () => {
  test.each([
    ["no boundary in the type", part("a"), "multipart/form-data"],
    ["a boundary of 71 characters", part("a"), `multipart/form-data; boundary=${"B".repeat(71)}`],
    ["a boundary that is not there", "abc", TYPE],
    ["a boundary in the middle of a line", `x${part("a")}--B--`, TYPE],
    ["no closing boundary", part("a").slice(0, -2), TYPE],
    ["a closing boundary that was cut", `${part("a")}--B`, TYPE],
    ["a longer boundary", `${part("a")}--BB--`, TYPE],
    ["a part without a head", "--B\r\nabc\r\n--B--", TYPE],
    ["a part without a name", "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--", TYPE],
    ["a part of another disposition", '--B\r\nContent-Disposition: attachment; name="a"\r\n\r\nx\r\n--B--', TYPE],
    ["a head of 5 kB", `--B\r\nX: ${"x".repeat(5000)}\r\n${part("a").slice(5)}--B--`, TYPE],
    ["a head of 20 MB", `--B\r\nX: ${"x".repeat(20e6)}`, TYPE],
    ["nothing", "", TYPE],
  ])("%s", async (_, text, type) => {
    expect((await errorOf(() => read(text, { type }))).code).toBe("invalid-multipart");
  });

  test("more parts than it may have, at the first too many", async () => {
    expect(read(`${part("a").repeat(4)}--B--`)).toHaveLength(4);
    // What follows is never looked at.
    const error = await errorOf(() => read(`${part("a").repeat(4)}--B\r\n${"\0".repeat(100)}`));
    expect(error.code).toBe("too-many-parts");
    expect((await errorOf(() => read(part("a").repeat(200_000)))).code).toBe("too-many-parts");
  });
});

test("mutated forms give parts or a typed error", () => {
  const good = bytes(`${part("a")}${part("b", "\r\n--")}--B--\r\n`);
  const edit = fc.tuple(fc.nat(good.length - 1), fc.constantFrom(...'\r\n-B;=":\\ \0x'));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.nat(good.length), (edits, length) => {
      const body = good.slice(0, length);
      for (const [at, char] of edits) if (at < length) body[at] = char.charCodeAt(0);
      try {
        const parts = readForm(body, TYPE, { maxParts: 3 });
        expect(parts.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(length);
      } catch (error) {
        if (!isTinyCatsError(error)) throw error;
      }
    }),
    { seed: 7, numRuns: 3000 },
  );
});
