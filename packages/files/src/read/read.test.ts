import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { ifThere } from "./if-there.ts";
import { readError } from "./read-error.ts";
import { readFileBounded } from "./read-file-bounded.ts";
import { readJsonBounded } from "./read-json-bounded.ts";
import { readTextBounded } from "./read-text-bounded.ts";

function file(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), "file");
  writeFileSync(path, content);
  return path;
}

describe("readFileBounded", () => {
  test.each([0, 1, 1000, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_000])(
    "reads %i bytes up to a bound of just that",
    async (size) => {
      const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
      const path = file(bytes);
      expect(Buffer.compare(await readFileBounded(path, { maxBytes: size }), bytes)).toBe(0);
      if (size > 0)
        await expect(readFileBounded(path, { maxBytes: size - 1 })).rejects.toMatchObject({ code: "file-too-large" });
    },
  );

  test("refuses a large file before reading any of it", async () => {
    let blocks = 0;
    const refused = readFileBounded(file(new Uint8Array(5 << 20)), { maxBytes: 4 << 20, onProgress: () => blocks++ });
    await expect(refused).rejects.toMatchObject({
      code: "file-too-large",
      value: { bytes: 5 << 20, maxBytes: 4 << 20 },
    });
    expect(blocks).toBe(0);
  });

  test("reads what a file gains meanwhile, up to the bound and no further", async () => {
    const grow = (path: string, by: number) => {
      let left = 3;
      return () => {
        if (left-- > 0) appendFileSync(path, new Uint8Array(by).fill(7));
      };
    };
    const fits = file(new Uint8Array(2 << 20));
    const bytes = await readFileBounded(fits, { maxBytes: 10 << 20, onProgress: grow(fits, 1 << 20) });
    expect(bytes.length).toBe(5 << 20);
    expect(bytes.at(-1)).toBe(7);
    const bursts = file(new Uint8Array(2 << 20));
    const bounded = readFileBounded(bursts, { maxBytes: 3 << 20, onProgress: grow(bursts, 4 << 20) });
    await expect(bounded).rejects.toMatchObject({ code: "file-too-large", value: { bytes: (3 << 20) + 1 } });
  });

  test("refuses what is no file, without waiting on it", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "sub"));
    execFileSync("mkfifo", [join(folder, "fifo")]);
    symlinkSync(join(folder, "gone"), join(folder, "dangling"));
    const server = createServer().listen(join(folder, "socket"));
    const code = (path: string) =>
      readFileBounded(path, { maxBytes: 10 }).catch((error) => `${error.code}: ${error.message}`);
    expect(await code(join(folder, "sub"))).toMatch(/^not-a-file: .*is a directory$/);
    expect(await code(join(folder, "fifo"))).toMatch(/^not-a-file: .*is a FIFO$/);
    expect(await code(join(folder, "socket"))).toMatch(/^not-a-file: .*is a socket$/);
    expect(await code("/dev/zero")).toMatch(/^not-a-file: .*is a device$/);
    expect(await code(join(folder, "none"))).toMatch(/^file-not-found/);
    expect(await code(join(folder, "dangling"))).toMatch(/^file-not-found/);
    expect(await code(join(file("x"), "below-a-file"))).toMatch(/^file-not-found/);
    server.close();
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("has no bound of %d", async (maxBytes) => {
    await expect(readFileBounded(file(""), { maxBytes })).rejects.toMatchObject({
      code: "invalid-limit",
      value: maxBytes,
    });
  });

  test("stops when its signal fires", async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error("enough"));
    const stopped = readFileBounded(file(new Uint8Array(3 << 20)), {
      maxBytes: 4 << 20,
      signal: controller.signal,
      onProgress,
    });
    await expect(stopped).rejects.toThrow("enough");
  });
});

test("texts are UTF-8 or refused, and lose their byte order mark unless it is kept", async () => {
  const marked = file("\uFEFFKätzchen 🐈");
  expect(await readTextBounded(marked, { maxBytes: 100 })).toBe("Kätzchen 🐈");
  expect(await readTextBounded(marked, { maxBytes: 100, keepByteOrderMark: true })).toBe("\uFEFFKätzchen 🐈");
  for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0x61, 0x80]]) {
    await expect(readTextBounded(file(Uint8Array.from(bytes)), { maxBytes: 10 })).rejects.toMatchObject({
      code: "not-utf8",
    });
  }
});

test("JSON is a value or refused", async () => {
  expect(await readJsonBounded(file('{"a": [1, null]}'), { maxBytes: 100 })).toEqual({ a: [1, null] });
  await expect(readJsonBounded(file('{"a": '), { maxBytes: 100 })).rejects.toMatchObject({ code: "invalid-json" });
});

test("a reading is undefined where there is no file, and fails as it does otherwise", async () => {
  const path = file("a");
  expect(await ifThere(readTextBounded(path, { maxBytes: 1 }))).toBe("a");
  expect(await ifThere(readTextBounded(`${path}-none`, { maxBytes: 1 }))).toBeUndefined();
  await expect(ifThere(readTextBounded(path, { maxBytes: 0 }))).rejects.toMatchObject({ code: "file-too-large" });
  await expect(ifThere(Promise.reject(null))).rejects.toBe(null);
});

test.each([
  ["EACCES", "file-unreadable", /right to read/],
  ["EPERM", "file-unreadable", /right to read/],
  ["EIO", "file-unreadable", /disk/],
  ["EISDIR", "not-a-file", /path of a file/],
  ["ENOTDIR", "file-not-found", /typing mistake/],
])("the system's %s becomes %s", (system, code, remedy) => {
  const cause = Object.assign(new Error("m"), { code: system });
  expect(readError("/p", cause)).toMatchObject({ code, remedy: expect.stringMatching(remedy), cause, value: "/p" });
});

test("an error that is not the system's passes as it is", () => {
  const own = new Error("mine");
  expect(readError("/p", own)).toBe(own);
  expect(readError("/p", "text")).toBe("text");
});
