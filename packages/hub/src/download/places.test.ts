import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { filesBelow } from "../testing/files-below.ts";
import { COMMIT, entry, type Listed, serveHub, someBytes } from "../testing/scripted-hub.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { download } from "./download.ts";
import { downloadFile } from "./download-file.ts";
import { planDownload } from "./plan-download.ts";

const system = vi.hoisted(() => ({ links: true, folds: false }));

vi.mock(import("node:fs/promises"), async (original) => {
  const real = await original();
  const symlink: typeof real.symlink = (...paths) =>
    system.links
      ? real.symlink(...paths)
      : Promise.reject(Object.assign(new Error("EPERM: injected"), { code: "EPERM" }));
  return { ...real, symlink };
});

vi.mock(import("./folds-case.ts"), async (original) => {
  const { foldsCase } = await original();
  return { foldsCase: async (folder) => (await foldsCase(folder)) || system.folds };
});

const small = new TextEncoder().encode("a small file\n");
const other = new TextEncoder().encode("another one!\n");
const large = someBytes(1_500_000);

test.each([
  "../evil",
  "a/../../evil",
  "/etc/evil",
  "a\\..\\evil",
  "C:evil",
  "nul",
  "a/COM1.txt",
  "a//b",
  "a/./b",
  "a\u0000b",
  ".git/hooks/post-checkout",
  "sub/.GIT/config",
])("a file called %j is refused before anything is written", async (path) => {
  for (const place of ["cache", "dir"]) {
    const folder = temporaryFolder();
    const hub = await serveHub({ "config.json": small }, { listing: (all) => [...all, { ...all[0], path }] });
    const options = { [place]: join(folder, "in"), endpoint: hub.endpoint };
    await expect(download("cat/one", options)).rejects.toMatchObject({ code: "unsafe-path" });
    await expect(download("cat/one", { ...options, include: "*" })).rejects.toMatchObject({ code: "unsafe-path" });
    expect(filesBelow(folder)).toEqual([]);
    expect(hub.fetches()).toEqual([]);
  }
});

test("a path that is also a folder is refused, one that differs in case where the file system does not", async () => {
  const clash = (paths: string[]) => (all: Listed[]) => paths.map((path) => ({ ...all[0], path }));
  const attempt = async (paths: string[]) => {
    const hub = await serveHub({ a: small, A: small, "a/b": small, "\u00e4": small }, { listing: clash(paths) });
    return download("cat/one", { dir: temporaryFolder(), endpoint: hub.endpoint });
  };
  await expect(attempt(["a", "a/b"])).rejects.toMatchObject({ code: "unsafe-path" });
  expect((await attempt(["a", "A"])).files).toHaveLength(2);
  system.folds = true;
  await expect(attempt(["a", "A"])).rejects.toMatchObject({ code: "unsafe-path" });
  await expect(attempt(["A", "a/b"])).rejects.toMatchObject({ code: "unsafe-path" });
  await expect(attempt(["\u00e4", "a\u0308"])).rejects.toMatchObject({ code: "unsafe-path" });
  system.folds = false;
});

test("hard names come through", async () => {
  const names = [
    "a b.txt",
    "a#b%c?.txt",
    "%2e%2e",
    "K\u00e4tzchen \u{1f408}.txt",
    "x".repeat(255),
    `${"deep/".repeat(40)}f`,
  ];
  const contents = Object.fromEntries(names.map((name, i) => [name, new TextEncoder().encode(`file ${i}`)]));
  const hub = await serveHub(contents);
  for (const place of ["cache", "dir"] as const) {
    const folder = temporaryFolder();
    const done = await download("cat/one", { [place]: folder, endpoint: hub.endpoint });
    for (const { path, file } of done.files) expect(readFileSync(file)).toEqual(Buffer.from(contents[path]));
    expect((await download("cat/one", { [place]: folder, endpoint: hub.endpoint })).fetched).toBe(0);
  }
});

test("include and exclude leave files out", async () => {
  const hub = await serveHub({ "a.json": small, "onnx/a.onnx": large, "onnx/b.onnx": other });
  const options = { cache: temporaryFolder(), endpoint: hub.endpoint, include: ["onnx/", "*.md"], exclude: "b.*" };
  expect((await download("cat/one", options)).files.map(({ path }) => path)).toEqual(["onnx/a.onnx"]);
});

test("where links are refused, snapshots hold copies", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "a.txt": small, "b/c.txt": small, "d.onnx": large });
  system.links = false;
  const { folder } = await download("cat/one", { cache, endpoint: hub.endpoint });
  expect((await download("cat/one", { cache, endpoint: hub.endpoint, verify: true })).fetched).toBe(0);
  expect((await download("cat/one", { cache, offline: true })).files).toHaveLength(3);
  writeFileSync(join(folder, "a.txt"), "changed");
  await download("cat/one", { cache, endpoint: hub.endpoint });
  system.links = true;
  expect(hub.fetches()).toHaveLength(2);
  expect(lstatSync(join(folder, "b/c.txt")).isFile()).toBe(true);
  expect(readFileSync(join(folder, "a.txt"))).toEqual(Buffer.from(small));
  expect(filesBelow(join(cache, "models--cat--one", "blobs"))).toHaveLength(2);
});

test("a blob that is a link into a store shared by Python is read through, and replaced when damaged, not written through", async () => {
  const cache = temporaryFolder();
  const { oid } = entry("", large).lfs!;
  const store = join(cache, "blobs", "ab", "ab".padEnd(64, "0"));
  const blob = join(cache, "models--cat--one", "blobs", oid);
  mkdirSync(join(cache, "blobs", "ab"), { recursive: true });
  mkdirSync(join(cache, "models--cat--one", "blobs"), { recursive: true });
  writeFileSync(store, large);
  symlinkSync(`../../blobs/ab/${"ab".padEnd(64, "0")}`, blob);
  const hub = await serveHub({ "m.onnx": large });
  expect((await download("cat/one", { cache, endpoint: hub.endpoint })).fetched).toBe(0);
  writeFileSync(store, "damaged");
  expect((await download("cat/one", { cache, endpoint: hub.endpoint })).fetched).toBe(large.length);
  expect(readFileSync(store, "utf8")).toBe("damaged");
  expect(lstatSync(blob).isFile()).toBe(true);
});

test("offline gives what is there, and names what is not", async () => {
  const cache = temporaryFolder();
  const offline = { cache, offline: true, endpoint: "http://127.0.0.1:1" };
  await expect(download("cat/one", offline)).rejects.toMatchObject({ code: "offline-missing" });
  const hub = await serveHub({ "a.txt": small, "b.txt": other, "m.onnx": large });
  const done = await download("cat/one", { cache, endpoint: hub.endpoint, include: "*.txt", revision: "refs/pr/1" });
  expect(readFileSync(join(cache, "models--cat--one", "refs", "refs", "pr", "1"), "utf8")).toBe(COMMIT);
  const error = await download("cat/one", { ...offline, revision: "refs/pr/1" }).catch((error) => error);
  expect(error).toMatchObject({ code: "offline-missing", value: { missing: ["m.onnx"] } });
  expect(error.message).toContain("m.onnx is not here");
  expect(await download("cat/one", { ...offline, revision: COMMIT, include: "*.txt" })).toMatchObject({
    folder: done.folder,
    reused: 26,
  });
  expect(await downloadFile("cat/one", "b.txt", { ...offline, revision: COMMIT })).toBe(join(done.folder, "b.txt"));
  await expect(downloadFile("cat/one", "m.onnx", { ...offline, revision: COMMIT })).rejects.toMatchObject({
    code: "offline-missing",
  });
  await expect(downloadFile("cat/one", "none", { ...offline, revision: COMMIT })).rejects.toMatchObject({
    code: "entry-not-found",
  });
});

test("a snapshot without a listing, as older clients leave it, serves offline", async () => {
  const cache = temporaryFolder();
  const snapshot = join(cache, "models--cat--one", "snapshots", COMMIT);
  mkdirSync(join(snapshot, "sub"), { recursive: true });
  writeFileSync(join(snapshot, "sub", "a.txt"), small);
  symlinkSync("nowhere", join(snapshot, "broken"));
  const done = await download("cat/one", { cache, offline: true, revision: COMMIT });
  expect(done.files).toEqual([
    { path: "sub/a.txt", file: join(snapshot, "sub", "a.txt"), size: 13, oid: entry("", small).oid, reused: true },
  ]);
});

test("one file alone takes three requests, and none when its commit is known", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "a.txt": small, "sub/m.onnx": large });
  const file = await downloadFile("cat/one", "sub/m.onnx", { cache, endpoint: hub.endpoint });
  expect(Buffer.compare(readFileSync(file), large)).toBe(0);
  expect(readlinkSync(file)).toMatch(/^\.\.\/\.\.\/\.\.\/blobs\//);
  expect(hub.seen.map(({ url }) => url)).toEqual([
    "/api/models/cat/one/revision/main",
    `/api/models/cat/one/paths-info/${COMMIT}`,
    `/cat/one/resolve/${COMMIT}/sub/m.onnx`,
  ]);
  expect(await downloadFile("cat/one", "sub/m.onnx", { cache, endpoint: hub.endpoint, revision: COMMIT })).toBe(file);
  expect(hub.seen).toHaveLength(3);
});

test("that a commit lacks a file is noted as Python notes it", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "a.txt": small });
  await expect(downloadFile("cat/one", "x/none.json", { cache, endpoint: hub.endpoint })).rejects.toMatchObject({
    code: "entry-not-found",
  });
  expect(statSync(join(cache, "models--cat--one", ".no_exist", COMMIT, "x", "none.json")).size).toBe(0);
  await expect(
    downloadFile("cat/one", "x/none.json", { cache, offline: true, revision: COMMIT }),
  ).rejects.toMatchObject({ code: "entry-not-found" });
  await expect(downloadFile("cat/one", "../none", { cache, endpoint: hub.endpoint })).rejects.toMatchObject({
    code: "unsafe-path",
  });
});

test("a plan tells what is there and writes nothing", async () => {
  const cache = temporaryFolder();
  const hub = await serveHub({ "a.txt": small, "b.txt": small, "c.txt": other });
  await downloadFile("cat/one", "c.txt", { cache, endpoint: hub.endpoint });
  const before = filesBelow(cache);
  const plan = await planDownload("cat/one", { cache, endpoint: hub.endpoint });
  expect(plan).toMatchObject({ commit: COMMIT, bytes: 39, bytesToFetch: 13 });
  expect(plan.files.map(({ path, there }) => [path, there])).toEqual([
    ["a.txt", false],
    ["b.txt", false],
    ["c.txt", true],
  ]);
  expect(filesBelow(cache)).toEqual(before);
});

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
  expect([commit, oid]).toEqual([COMMIT, entry("", small).oid]);
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

test("a download goes to one place, and a revision must be a name for a file", async () => {
  await expect(download("cat/one", {})).rejects.toMatchObject({ code: "invalid-target" });
  await expect(download("cat/one", { cache: "a", dir: "b" })).rejects.toMatchObject({ code: "invalid-target" });
  const cache = temporaryFolder();
  await expect(download("cat/one", { cache, revision: "../../x", offline: true })).rejects.toMatchObject({
    code: "unsafe-path",
  });
});

test.each([0, -1, 1.5, Number.NaN])("%d files at a time are refused", async (concurrency) => {
  await expect(download("cat/one", { cache: temporaryFolder(), concurrency })).rejects.toMatchObject({
    code: "invalid-concurrency",
  });
});

test("a place that can't be written is told of", async () => {
  const hub = await serveHub({ "a.txt": small });
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  await expect(download("cat/one", { cache: join(folder, "file"), endpoint: hub.endpoint })).rejects.toMatchObject({
    name: "FilesError",
  });
  await expect(download("cat/one", { dir: join(folder, "file"), endpoint: hub.endpoint })).rejects.toMatchObject({
    name: "FilesError",
  });
});

test("progress never falls, ends at the total, and an abort leaves nothing but partials", async () => {
  const contents = { "a.onnx": large, "b.onnx": someBytes(3_000_000, 2), "c.txt": small };
  const hub = await serveHub(contents);
  const told: number[] = [];
  const cache = temporaryFolder();
  let last: unknown;
  await download("cat/one", {
    cache,
    endpoint: hub.endpoint,
    onProgress: (progress) => {
      told.push(progress.bytes);
      last = progress;
    },
  });
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(last).toMatchObject({ bytes: 4_500_013, total: 4_500_013, filesDone: 3, filesTotal: 3 });

  const stop = new AbortController();
  const aborted = temporaryFolder();
  const slow = await serveHub(contents, {
    instead: ({ url }, response) => {
      if (!url.includes("b.onnx")) return false;
      response.writeHead(200).write(contents["b.onnx"].subarray(0, 2_000_000));
      return true;
    },
  });
  const running = download("cat/one", {
    cache: aborted,
    endpoint: slow.endpoint,
    signal: stop.signal,
    onProgress: ({ file, filesDone }) =>
      filesDone === 2 && file === "c.txt" && setTimeout(() => stop.abort(new Error("enough")), 100),
    include: ["b.onnx", "c.txt"],
  });
  setTimeout(() => stop.abort(new Error("enough")), 500);
  await expect(running).rejects.toThrow("enough");
  const left = filesBelow(aborted).filter((path) => !path.includes("/snapshots/"));
  expect(left.filter((path) => path.includes("/refs/") || path.includes(".locks"))).toEqual([]);
  expect(left.filter((path) => path.endsWith(".tiny-cats-partial"))).toHaveLength(1);
  await expect(
    download("cat/one", {
      cache: temporaryFolder(),
      endpoint: hub.endpoint,
      signal: AbortSignal.abort(new Error("no")),
    }),
  ).rejects.toThrow("no");
});
