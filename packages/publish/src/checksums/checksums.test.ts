import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { fuzzChecksums } from "../testing/fuzz-checksums.ts";
import { checkChecksums } from "./check-checksums.ts";
import { parseChecksums } from "./parse-checksums.ts";
import { writeChecksums } from "./write-checksums.ts";

const FILES = { "b.txt": "b", "a/z.bin": "z", "Z.txt": "Z", "a b.txt": "space", "é.txt": "e" };
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a folder's sums", () => {
  test("are a line a file, in the order of paths, without themselves, hidden files and links", async () => {
    const folder = folderOf({ ...FILES, ".hidden": "x", ".cache/y": "y", SHA256SUMS: "old" });
    symlinkSync(join(folder, "b.txt"), join(folder, "link"));
    const seen: number[] = [];
    const sums = await writeChecksums(folder, { onProgress: ({ done, total }) => seen.push(done / total) });
    const names = ["Z.txt", "a b.txt", "a/z.bin", "b.txt", "é.txt"];
    expect(Object.keys(sums)).toEqual(names);
    const lines = names.map((name) => `${hash(FILES[name as keyof typeof FILES])}  ${name}\n`);
    expect(readFileSync(join(folder, "SHA256SUMS"), "utf8")).toBe(lines.join(""));
    expect(seen).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    expect(await checkChecksums(folder)).toMatchObject({ passed: true, same: names });
  });

  test("show what was changed, taken away, put there or replaced by a link", async () => {
    const folder = folderOf(FILES);
    await writeChecksums(folder);
    writeFileSync(join(folder, "b.txt"), "c");
    rmSync(join(folder, "Z.txt"));
    rmSync(join(folder, "a/z.bin"));
    symlinkSync(join(folder, "b.txt"), join(folder, "a/z.bin"));
    writeFileSync(join(folder, "new.txt"), "new");
    expect(await checkChecksums(folder)).toEqual({
      passed: false,
      same: ["a b.txt", "é.txt"],
      changed: [{ path: "b.txt", expected: hash("b"), actual: hash("c") }],
      missing: ["Z.txt", "a/z.bin"],
      unlisted: ["new.txt"],
    });
  });

  test("that are not there can't be checked, and names that other systems can't hold can't be listed", async () => {
    const folder = folderOf({ x: "x" });
    await expect(checkChecksums(folder)).rejects.toMatchObject({ code: "file-not-found" });
    writeFileSync(join(folder, "a:b"), "");
    await expect(writeChecksums(folder)).rejects.toMatchObject({ code: "unsafe-path" });
  });

  test("end with the signal, and for folders without end", async () => {
    const folder = folderOf({ x: "x" });
    const reason = new Error("enough");
    await expect(writeChecksums(folder, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    mkdirSync(join(folder, "d/".repeat(40)), { recursive: true });
    expect((await errorOf(() => writeChecksums(folder))).code).toBe("too-many-files");
  });
});

describe("the parser", () => {
  const line = `${hash("x")}  x`;

  test("reads what sha256sum writes, in binary mode too", () => {
    expect([...parseChecksums(`${line}\n${hash("y").toUpperCase()} *y z\r\n`)]).toEqual([
      ["x", hash("x")],
      ["y z", hash("y")],
    ]);
    expect(parseChecksums("").size).toBe(0);
  });

  test.each([
    ["a short hash", `${"0".repeat(63)}  x`],
    ["no path", hash("x")],
    ["one space", `${hash("x")} x`],
    ["an empty line", `${line}\n\n`],
    ["a path twice", `${line}\n${line}`],
    ["a way out", `${hash("x")}  ../x`],
    ["an absolute path", `${hash("x")}  /etc/passwd`],
    ["an escaped name", `\\${hash("x")}  a\\nb`],
    ["another system's way out", `${hash("x")}  ..\\x`],
    ["too many lines", `${line}\n`.repeat(100_001)],
  ])("refuses %s", async (_, text) => {
    expect((await errorOf(() => parseChecksums(text))).code).toBe("invalid-checksums");
  });

  test("reads or refuses whatever sums turn into", () => {
    expect(fuzzChecksums(7, 5000)).toEqual({ runs: 5000, read: expect.any(Number), refused: expect.any(Number) });
  });
});
