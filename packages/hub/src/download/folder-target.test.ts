import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { filesBelow } from "../testing/files-below.ts";
import { listedFile } from "../testing/listed-file.ts";
import { COMMIT, serveHub } from "../testing/scripted-hub.ts";
import { download } from "./download.ts";

const small = new TextEncoder().encode("a small file\n");
const other = new TextEncoder().encode("another one!\n");
const large = formulaBytes(1, 1_500_000);

test("a folder looks like the repository, with Python's notes, and what is unchanged is not fetched", async () => {
  const dir = temporaryFolder();
  const hub = await serveHub({ "a.txt": small, "sub/b.txt": small, "m.onnx": large });
  const get = () => download("cat/one", { dir, endpoint: hub.endpoint });
  const first = await get();
  expect(first).toMatchObject({ folder: dir, fetched: small.length + large.length });
  expect(filesBelow(dir)).toEqual([
    ".cache/huggingface/.gitignore",
    ".cache/huggingface/CACHEDIR.TAG",
    ".cache/huggingface/download/a.txt.metadata",
    ".cache/huggingface/download/m.onnx.metadata",
    ".cache/huggingface/download/sub/b.txt.metadata",
    ".cache/huggingface/refs/models--cat--one/main",
    `.cache/huggingface/trees/${COMMIT}.json`,
    "a.txt",
    "m.onnx",
    "sub/b.txt",
  ]);
  const [commit, oid, time] = readFileSync(join(dir, ".cache/huggingface/download/a.txt.metadata"), "utf8").split("\n");
  expect([commit, oid]).toEqual([COMMIT, listedFile("", small).oid]);
  expect(Number(time)).toBeGreaterThanOrEqual(statSync(join(dir, "a.txt")).mtimeMs / 1000 - 1);
  expect((await get()).fetched).toBe(0);
  expect((await download("cat/one", { dir, offline: true })).files).toHaveLength(3);
  // Touched but equal: hashed, and noted anew.
  const later = new Date(Date.now() + 3_600_000);
  utimesSync(join(dir, "a.txt"), later, later);
  expect((await get()).fetched).toBe(0);
  expect(hub.fetches()).toHaveLength(2);
});

test("a file changed by hand is fetched again, by its size, by its time, or with verify", async () => {
  const dir = temporaryFolder();
  const hub = await serveHub({ "a.txt": small });
  const get = (verify = false) => download("cat/one", { dir, endpoint: hub.endpoint, verify });
  await get();
  writeFileSync(join(dir, "a.txt"), "shorter");
  expect((await get()).fetched).toBe(13);
  writeFileSync(join(dir, "a.txt"), other);
  const later = new Date(Date.now() + 3_600_000);
  utimesSync(join(dir, "a.txt"), later, later);
  expect((await get()).fetched).toBe(13);
  writeFileSync(join(dir, "a.txt"), other);
  expect((await get(true)).fetched).toBe(13);
  expect(readFileSync(join(dir, "a.txt"))).toEqual(Buffer.from(small));
});

test("links planted in a folder lead nobody out of it", async () => {
  const hub = await serveHub({ "sub/a.txt": small });
  for (const planted of ["sub", ".cache", ".cache/huggingface/download"]) {
    const [dir, outside] = [temporaryFolder(), temporaryFolder()];
    if (planted.includes("/")) mkdirSync(join(dir, ".cache/huggingface"), { recursive: true });
    symlinkSync(outside, join(dir, planted));
    await expect(download("cat/one", { dir, endpoint: hub.endpoint })).rejects.toMatchObject({ code: "unsafe-path" });
    expect(filesBelow(outside)).toEqual([]);
  }
  const [dir, outside] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(outside, "victim"), "mine");
  mkdirSync(join(dir, "real"));
  symlinkSync("real", join(dir, "sub"));
  symlinkSync(join(outside, "victim"), join(dir, "real", "a.txt"));
  await download("cat/one", { dir, endpoint: hub.endpoint });
  expect(readFileSync(join(outside, "victim"), "utf8")).toBe("mine");
  expect(lstatSync(join(dir, "real", "a.txt")).isFile()).toBe(true);
});

test("a repository's own .cache/huggingface is refused in a folder, and can be left out", async () => {
  const hub = await serveHub({ ".cache/huggingface/download/a.txt.metadata": small, "a.txt": other });
  const dir = temporaryFolder();
  await expect(download("cat/one", { dir, endpoint: hub.endpoint })).rejects.toMatchObject({ code: "unsafe-path" });
  await download("cat/one", { dir, endpoint: hub.endpoint, exclude: "/.cache/" });
  expect(existsSync(join(dir, "a.txt"))).toBe(true);
});
