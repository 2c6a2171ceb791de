import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { withLock } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { download } from "../download/download.ts";
import { filesBelow } from "../testing/files-below.ts";
import { COMMIT, entry, serveHub, someBytes } from "../testing/scripted-hub.ts";
import { answerJson } from "../testing/scripted-server.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { listCache } from "./list-cache.ts";
import { pruneCache } from "./prune-cache.ts";
import { removeFromCache } from "./remove-from-cache.ts";
import { addToRepo } from "./use-repo.ts";
import { verifyCache } from "./verify-cache.ts";

const OLD = "01d".padEnd(40, "0");
const a = new TextEncoder().encode("only in the old one");
const b = new TextEncoder().encode("in both");
const c = someBytes(1_200_000);
const name = { type: "model", name: "cat/one" };

/** A cache with two revisions of cat/one: OLD (a, b), no longer a ref's; and COMMIT (b twice, c), main and v1. */
async function filled() {
  const cache = temporaryFolder();
  const contents: Record<string, Uint8Array> = { a, b };
  let commit = OLD;
  const hub = await serveHub(contents, {
    instead: ({ url }, response) => {
      if (url.includes("/revision/")) answerJson(response, { sha: commit });
      return url.includes("/revision/");
    },
  });
  const get = (revision = "main") => download("cat/one", { cache, endpoint: hub.endpoint, revision });
  await get();
  delete contents.a;
  contents["sub/b"] = b;
  contents.c = c;
  commit = COMMIT;
  await get();
  await get("v1");
  const root = join(cache, "models--cat--one");
  return { cache, root, blob: (bytes: Uint8Array) => join(root, "blobs", oid(bytes)), hub };
}

function oid(bytes: Uint8Array): string {
  const { oid, lfs } = entry("", bytes);
  return lfs?.oid ?? oid;
}

/** A process that took a lock and was killed. */
async function killedHolder(path: string): Promise<void> {
  const script = `import { withLock } from ${JSON.stringify(import.meta.resolve("@tiny-cats/files"))};
    await withLock(${JSON.stringify(path)}, () => { console.log("held"); return new Promise((stay) => setTimeout(stay, 60_000)); });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
}

const long = new Date(Date.now() - 7_200_000);
const age = (path: string) => utimesSync(path, long, long);

test("a list tells of repositories, revisions and refs, and counts what they share once", async () => {
  const { cache, root } = await filled();
  mkdirSync(join(cache, "something--else"));
  writeFileSync(join(cache, "models--a--file"), "");
  writeFileSync(join(root, "blobs", `${"0".repeat(40)}.incomplete`), "12345");
  const [repo, ...more] = await listCache({ cache });
  expect(more).toEqual([]);
  expect(repo).toMatchObject({ ...name, folder: root, bytes: a.length + b.length + c.length, partialBytes: 5 });
  expect(repo.revisions).toEqual([
    { commit: OLD, refs: [], folder: join(root, "snapshots", OLD), files: 2, bytes: a.length + b.length },
    {
      commit: COMMIT,
      refs: ["main", "v1"],
      folder: join(root, "snapshots", COMMIT),
      files: 3,
      bytes: b.length + c.length,
    },
  ]);
  expect(Math.abs(repo.lastUsed.getTime() - Date.now())).toBeLessThan(60_000);
  expect(await listCache({ cache: join(cache, "none") })).toEqual([]);
});

test("a verification finds what is damaged, missing or foreign, and nothing else", async () => {
  const { cache, root, blob } = await filled();
  const progress: number[] = [];
  const good = await verifyCache({ cache, onProgress: ({ bytes, total }) => progress.push(bytes / total) });
  expect(good).toEqual({ contents: 3, bytes: a.length + b.length + c.length, faults: [] });
  expect(progress.at(-1)).toBe(1);
  writeFileSync(blob(a), "Only in the old one");
  unlinkSync(blob(b));
  writeFileSync(join(root, "blobs", "notes.txt"), "");
  // A copy, as where links are refused.
  const copy = join(root, "snapshots", COMMIT, "c");
  unlinkSync(copy);
  writeFileSync(copy, c.slice().fill(0, 100, 101));
  const { faults } = await verifyCache({ cache, repo: "cat/one" });
  const snapshot = (path: string) => join(root, "snapshots", path);
  expect(faults.map(({ kind, file }) => [kind, file])).toEqual([
    ["missing", snapshot(`${OLD}/b`)],
    ["missing", snapshot(`${COMMIT}/b`)],
    ["missing", snapshot(`${COMMIT}/sub/b`)],
    ["foreign", join(root, "blobs", "notes.txt")],
    ["damaged", blob(a)],
    ["damaged", copy],
  ]);
  expect((await verifyCache({ cache, repo: "cat/two" })).contents).toBe(0);
});

test("a pruning takes revisions without a ref, their own contents and old partials; a dry run tells of the same", async () => {
  const { cache, root, blob } = await filled();
  const [oldPartial, newPartial, python] = ["0", "1", "2"].map((digit, i) =>
    join(root, "blobs", digit.repeat(40) + (i < 2 ? ".tiny-cats-partial" : ".1234abcd.incomplete")),
  );
  for (const file of [oldPartial, newPartial, python]) writeFileSync(file, "123");
  age(oldPartial);
  age(python);
  const young = join(root, "blobs", "e".repeat(40));
  writeFileSync(young, "a Python process may be about to link it");
  const before = filesBelow(cache);
  const dry = await pruneCache({ cache, dryRun: true });
  expect(filesBelow(cache)).toEqual(before);
  const real = await pruneCache({ cache });
  expect(real).toEqual(dry);
  expect(real.removed.map(({ kind, file }) => [kind, file])).toEqual(
    [
      ["revision", join(root, "snapshots", OLD)],
      ["partial", oldPartial],
      ["partial", python],
      ["blob", blob(a)],
    ].sort(([, x], [, y]) => Number(x.includes("blobs")) - Number(y.includes("blobs")) || (x < y ? -1 : 1)),
  );
  expect(real.bytes).toBe(a.length + 6);
  expect(before.filter((path) => !filesBelow(cache).includes(path)).sort()).toEqual(
    [
      `models--cat--one/blobs/${oid(a)}`,
      `models--cat--one/blobs/${"0".repeat(40)}.tiny-cats-partial`,
      `models--cat--one/blobs/${"2".repeat(40)}.1234abcd.incomplete`,
      `models--cat--one/snapshots/${OLD}/a`,
      `models--cat--one/snapshots/${OLD}/b`,
      `models--cat--one/trees/${OLD}.json`,
    ].sort(),
  );
  expect(existsSync(young) && existsSync(newPartial)).toBe(true);
  expect((await pruneCache({ cache, olderThanMs: -1 })).removed).toHaveLength(2);
  expect((await pruneCache({ cache, olderThanMs: -1 })).removed).toEqual([]);
});

test("one revision goes with its refs and notes, and what others share stays", async () => {
  const { cache, root, blob } = await filled();
  const removal = await removeFromCache("cat/one", { cache, revision: "v1" });
  expect(removal.bytes).toBe(c.length);
  expect(readdirSync(join(root, "refs"))).toEqual([]);
  expect(readdirSync(join(root, "snapshots"))).toEqual([OLD]);
  expect([a, b, c].map((bytes) => existsSync(blob(bytes)))).toEqual([true, true, false]);
  await expect(removeFromCache("cat/one", { cache, revision: "v1" })).rejects.toMatchObject({ code: "not-in-cache" });
});

test("a repository goes whole, and the store that Python shares stays", async () => {
  const { cache, root } = await filled();
  const store = join(cache, "blobs", "ab");
  mkdirSync(store, { recursive: true });
  writeFileSync(join(store, "shared"), "12345");
  symlinkSync("../../blobs/ab/shared", join(root, "blobs", "d".repeat(64)));
  expect((await listCache({ cache }))[0].bytes).toBe(a.length + b.length + c.length + 5);
  const dry = await removeFromCache("cat/one", { cache, dryRun: true });
  expect(existsSync(root)).toBe(true);
  expect(await removeFromCache("cat/one", { cache })).toEqual(dry);
  expect(dry.bytes).toBe(a.length + b.length + c.length);
  expect(existsSync(root)).toBe(false);
  expect(filesBelow(cache)).toContain("blobs/ab/shared");
  await expect(removeFromCache("cat/one", { cache })).rejects.toMatchObject({ code: "not-in-cache" });
});

test("a link in a repository's place, or inside it, is not followed when things are removed", async () => {
  const { cache, root } = await filled();
  const outside = temporaryFolder();
  writeFileSync(join(outside, "victim"), "mine");
  symlinkSync(outside, join(root, "snapshots", OLD, "folder"));
  symlinkSync(outside, join(cache, "models--cat--two"));
  await pruneCache({ cache });
  await expect(removeFromCache("cat/two", { cache })).rejects.toMatchObject({ code: "not-in-cache" });
  await removeFromCache("cat/one", { cache });
  expect(filesBelow(outside)).toEqual(["victim"]);
  expect(lstatSync(join(cache, "models--cat--two")).isSymbolicLink()).toBe(true);
});

test("nothing is removed while a process adds to the repository, and what a dead one held is no hindrance", async () => {
  const { cache, root } = await filled();
  const locks = join(cache, ".locks", "models--cat--one");
  await addToRepo(locks, async () => {
    await addToRepo(locks, async () => {});
    expect(await pruneCache({ cache })).toEqual({ removed: [], bytes: 0, inUse: [name] });
    await expect(removeFromCache("cat/one", { cache })).rejects.toMatchObject({ code: "cache-in-use" });
  });
  await withLock(join(locks, "gate.tiny-cats-lock"), async () => {
    expect((await pruneCache({ cache })).inUse).toEqual([name]);
  });
  expect(existsSync(join(root, "snapshots", OLD))).toBe(true);
  await killedHolder(join(locks, "using-dead.tiny-cats-lock"));
  expect(readdirSync(locks)).toContain("using-dead.tiny-cats-lock");
  expect((await pruneCache({ cache })).removed).not.toEqual([]);
  await expect(addToRepo(locks, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
});

test("a signal ends the work", async () => {
  const { cache } = await filled();
  const signal = AbortSignal.abort(new Error("enough"));
  for (const work of [listCache, verifyCache, pruneCache])
    await expect(work({ cache, signal })).rejects.toThrow("enough");
  await expect(removeFromCache("cat/one", { cache, signal })).rejects.toThrow("enough");
  rmSync(cache, { recursive: true });
});
