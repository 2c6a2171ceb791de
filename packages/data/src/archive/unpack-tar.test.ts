import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { type MadeEntry, makeTar, makeTarGz, paxRecord } from "../testing/make-tar.ts";
import { type UnpackOptions, unpackTar } from "./unpack-tar.ts";

/** Unpacks an archive of these bytes into a folder `out` of a new one. */
async function unpack(bytes: Uint8Array, options: UnpackOptions = {}) {
  const root = folderOf({ "a.tar.gz": bytes });
  const out = join(root, "out");
  const count = await unpackTar(join(root, "a.tar.gz"), out, options);
  const text = (path: string) => readFileSync(join(out, path), "utf8");
  return { root, out, count, text };
}

/** The code of the error; there must be nothing but the archive afterwards. */
async function refusal(bytes: Uint8Array, options: UnpackOptions = {}): Promise<string> {
  const root = folderOf({ "in/a.tar.gz": bytes });
  const { code } = await errorOf(() => unpackTar(join(root, "in", "a.tar.gz"), join(root, "in", "out"), options));
  expect(readdirSync(root, { recursive: true }).map(String).sort()).toEqual(["in", join("in", "a.tar.gz")]);
  return code;
}

test("unpacks files and folders, whatever their names' form", async () => {
  const long = `${"deep/".repeat(30)}file.txt`;
  const { out, count, text } = await unpack(
    makeTarGz([
      { name: "./", type: "5" },
      { name: "images/", type: "5" },
      { name: "./images/a.jpg", content: "a".repeat(512) },
      { name: "empty" },
      { name: "file.txt", prefix: "up/to", content: "prefixed" },
      { name: "pax", type: "x", content: paxRecord("path", "é/ü.txt") + paxRecord("mtime", "1.5") },
      { name: "short", content: "by pax" },
      { name: "global", type: "g", content: paxRecord("comment", "hello") },
      { name: "././@LongLink", type: "L", content: `${long}\0`, magic: "ustar  \0" },
      { name: long.slice(0, 100), content: "by GNU", magic: "ustar  \0" },
      { name: "old", content: "before ustar", magic: "\0\0\0\0\0\0", type: "\0" },
      { name: "older/", magic: "\0\0\0\0\0\0", type: "\0" },
    ]),
  );
  expect(count).toEqual({ files: 6, bytes: 512 + 8 + 6 + 6 + 12 });
  expect([text("images/a.jpg").length, text("empty"), text("up/to/file.txt")]).toEqual([512, "", "prefixed"]);
  expect([text("é/ü.txt"), text(long), text("old")]).toEqual(["by pax", "by GNU", "before ustar"]);
  expect(statSync(join(out, "older")).isDirectory()).toBe(true);
});

test.each(["ustar", "pax", "gnu"])("what tar itself makes in the form %s", async (form) => {
  const long = `folder/${"n".repeat(90)}/${"m".repeat(90)}.txt`;
  const root = folderOf({ "in/a b.txt": "one", [`in/${long}`]: "two", "in/big": Buffer.alloc(300_000, 7) });
  execFileSync("tar", [`--format=${form}`, "-czf", "a.tar.gz", "-C", "in", "."], { cwd: root });
  expect(await unpackTar(join(root, "a.tar.gz"), join(root, "out"))).toEqual({ files: 3, bytes: 300_006 });
  expect(readFileSync(join(root, "out", long), "utf8")).toBe("two");
  expect(readFileSync(join(root, "out", "big")).equals(Buffer.alloc(300_000, 7))).toBe(true);
});

test("an executable file becomes an ordinary one", async () => {
  const { out } = await unpack(makeTarGz([{ name: "run", content: "#!/bin/sh" }]));
  expect(statSync(join(out, "run")).mode & 0o111).toBe(0);
});

const file = (name: string): MadeEntry => ({ name, content: "x" });
const renamed = (path: string): MadeEntry[] => [{ name: "p", type: "x", content: paxRecord("path", path) }, file("ok")];

test.each<[string, MadeEntry[]]>([
  ["an absolute path", [file("/etc/passwd")]],
  ["a path that climbs", [file("a/../../b")]],
  ["a path that climbs, by pax", renamed("../b")],
  ["an absolute path, by pax", renamed("/b")],
  ["a path that climbs, by its prefix", [{ ...file("b"), prefix: ".." }]],
  ["a path that climbs, by GNU's long name", [{ name: "l", type: "L", content: "../b\0" }, file("ok")]],
  ["a folder that climbs", [{ name: "../", type: "5" }]],
  ["a drive", [file("C:/b")]],
  ["a backslash", [file("..\\b")]],
  ["a control character", renamed("a\u0001b")],
  ["a name that pax makes empty", renamed("")],
  ["a device of Windows", [file("a/nul.txt")]],
  ["a symbolic link", [{ name: "l", type: "2", link: "/etc" }, file("l/x")]],
  ["a hard link", [{ name: "l", type: "1", link: "/etc/passwd" }]],
  ["a character device", [{ name: "d", type: "3" }]],
  ["a block device", [{ name: "d", type: "4" }]],
  ["a FIFO", [{ name: "f", type: "6" }]],
  ["a type that nobody knows", [{ name: "z", type: "Z" }]],
  ["a name twice", [file("a"), file("./a")]],
  ["a name in another case", [file("dir/a"), file("DIR/A")]],
  ["a name with other accents", [file("\u00e9"), file("e\u0301")]],
  ["a file below a file", [file("a"), file("a/b")]],
  ["a file where a folder is", [file("a/b"), file("A")]],
  ["a folder where a file is", [file("a"), { name: "a/", type: "5" }]],
])("%s is refused", async (_, entries) => {
  expect(await refusal(makeTarGz([file("first"), ...entries]))).toBe("unsafe-archive");
});

const tar = makeTar([{ name: "a", content: "x".repeat(2000) }]);
const pax = (content: string) => makeTarGz([{ name: "p", type: "x", content }, file("ok")]);

test.each<[string, Uint8Array]>([
  ["no gzip", new TextEncoder().encode("no gzip")],
  ["nothing", new Uint8Array()],
  ["gzip cut short", makeTarGz([{ name: "a", content: "x".repeat(2000) }]).subarray(0, -9)],
  ["gzip of no tar", gzipSync("no tar".repeat(200))],
  ["gzip of nothing", gzipSync("")],
  ["a tar cut in a file", gzipSync(tar.subarray(0, 1000))],
  ["a tar cut in the padding", gzipSync(tar.subarray(0, 512 + 2010))],
  ["a tar cut before its end", gzipSync(tar.subarray(0, -1024))],
  ["a header of another checksum", gzipSync(tar.map((byte, i) => (i === 0 ? 0x62 : byte)))],
  ["a size that is no number", makeTarGz([{ ...file("a"), size: "99999999999\0" }])],
  ["a size in binary", makeTarGz([{ ...file("a"), size: "\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f" }])],
  ["a name that is no UTF-8", makeTarGz([{ name: "p", type: "L", content: Uint8Array.of(0xff, 0xfe) }, file("a")])],
  ["a folder with a content", makeTarGz([{ name: "d/", type: "5", content: "x" }])],
  ["an extended header before the end", makeTarGz([{ name: "p", type: "x", content: paxRecord("path", "b") }])],
  ["a name for all", makeTarGz([{ name: "p", type: "g", content: paxRecord("path", "b") }, file("a")])],
  ["a sparse file", pax(paxRecord("GNU.sparse.major", "1"))],
  ["a record without a length", pax("path=b\n")],
  ["a record that is too long", pax("99 path=b\n")],
  ["a record without a key", pax("6 =b\n\n")],
  ["a record without its end", pax("9 path=bc")],
  ["a record twice", pax(paxRecord("path", "a") + paxRecord("path", "b"))],
  ["a size that is none, by pax", pax(paxRecord("size", "-1"))],
  ["a size past the end, by pax", pax(paxRecord("size", "100000"))],
])("%s is told", async (_, bytes) => {
  expect(await refusal(bytes)).toBe("invalid-archive");
});

test("the CRC of gzip counts, after the last entry too", async () => {
  const bytes = Buffer.from(makeTarGz([file("a")]));
  bytes[bytes.length - 8] ^= 1;
  expect(await refusal(bytes)).toBe("invalid-archive");
});

describe("limits", () => {
  test.each<[string, UnpackOptions, Uint8Array]>([
    ["entries", { maxEntries: 2 }, makeTarGz([file("a"), file("b"), file("c")])],
    ["extended headers", { maxEntries: 2 }, makeTarGz([...renamed("a"), ...renamed("b")])],
    ["bytes of a file", { maxEntryBytes: 9 }, makeTarGz([{ name: "a", content: "0123456789" }])],
    ["bytes of a file, by what it says", {}, makeTarGz([{ ...file("a"), size: "77777777777\0" }])],
    ["bytes of a file, by what pax says", {}, pax(paxRecord("size", "999999999999999"))],
    ["bytes in all", { maxBytes: 4000 }, makeTarGz([{ name: "a", content: "x".repeat(4000) }])],
    ["an extended header", {}, makeTarGz([{ name: "p", type: "x", content: new Uint8Array(2 ** 20 + 1) }, file("a")])],
    ["a bomb", {}, makeTarGz([{ name: "a", content: new Uint8Array(20 * 2 ** 20) }])],
  ])("%s", async (_, options, bytes) => {
    expect(await refusal(bytes, options)).toBe("archive-too-large");
  });

  test("what is at them is unpacked", async () => {
    const entries = [{ name: "a", content: "0123456789" }];
    const limits = { maxEntries: 1, maxEntryBytes: 10, maxBytes: makeTar(entries).length };
    expect((await unpack(makeTarGz(entries), limits)).count).toEqual({ files: 1, bytes: 10 });
  });
});

describe("the folder", () => {
  const bytes = makeTarGz([file("a")]);

  test("may be empty, and must not hold anything", async () => {
    const root = folderOf({ "a.tar.gz": bytes, "full/mine": "mine" });
    mkdirSync(join(root, "empty"));
    await unpackTar(join(root, "a.tar.gz"), join(root, "empty"));
    expect(readdirSync(join(root, "empty"))).toEqual(["a"]);
    const error = await errorOf(() => unpackTar(join(root, "a.tar.gz"), join(root, "full")));
    expect(error.code).toBe("folder-not-empty");
    expect(readdirSync(root).sort()).toEqual(["a.tar.gz", "empty", "full"]);
    const other = await errorOf(() => unpackTar(join(root, "a.tar.gz"), join(root, "a.tar.gz")));
    expect(other.code).toBe("folder-not-found");
  });

  test("what a process that was killed left is removed, a link there too", async () => {
    const root = folderOf({ "a.tar.gz": bytes, "mine/file": "mine" });
    symlinkSync(join(root, "mine"), join(root, ".out.making"));
    await unpackTar(join(root, "a.tar.gz"), join(root, "out"));
    expect(readdirSync(root).sort()).toEqual(["a.tar.gz", "mine", "out"]);
    expect(readdirSync(join(root, "mine"))).toEqual(["file"]);
  });

  test("an archive that is not there", async () => {
    const root = folderOf({});
    expect((await errorOf(() => unpackTar(join(root, "none"), join(root, "out")))).code).toBe("file-not-found");
    expect(readdirSync(root)).toEqual([]);
  });

  test("a run that is stopped leaves nothing, and tells how far it was", async () => {
    const big = makeTarGz([file("a"), { name: "b", content: crypto.getRandomValues(new Uint8Array(60_000)) }]);
    const root = folderOf({ "a.tar.gz": big });
    const controller = new AbortController();
    let last = { done: 0, total: 0 };
    const stopped = unpackTar(join(root, "a.tar.gz"), join(root, "out"), {
      signal: controller.signal,
      onProgress(progress) {
        last = progress;
        controller.abort(new Error("enough"));
      },
    });
    await expect(stopped).rejects.toThrow("enough");
    expect(last.total).toBe(big.length);
    expect(last.done > 0 && last.done <= last.total).toBe(true);
    expect(existsSync(join(root, "out"))).toBe(false);
    expect(readdirSync(root)).toEqual(["a.tar.gz"]);
  });
});

test("a file in the way of the staging folder's parent is told", async () => {
  const root = folderOf({ "a.tar.gz": makeTarGz([file("a")]), plain: "" });
  expect((await errorOf(() => unpackTar(join(root, "a.tar.gz"), join(root, "plain", "out")))).code).toMatch(
    /^(?:write-failed|folder-not-found|not-a-file)$/,
  );
});
