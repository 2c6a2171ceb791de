import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { filesBelow } from "../testing/files-below.ts";
import { a, b, c, filledCache, OLD } from "../testing/filled-cache.ts";
import { listCache } from "./list-cache.ts";
import { pruneCache } from "./prune-cache.ts";
import { removeFromCache } from "./remove-from-cache.ts";

test("one revision goes with its refs and notes, and what others share stays", async () => {
  const { cache, root, blob } = await filledCache();
  const removal = await removeFromCache("cat/one", { cache, revision: "v1" });
  expect(removal.bytes).toBe(c.length);
  expect(readdirSync(join(root, "refs"))).toEqual([]);
  expect(readdirSync(join(root, "snapshots"))).toEqual([OLD]);
  expect([a, b, c].map((bytes) => existsSync(blob(bytes)))).toEqual([true, true, false]);
  await expect(removeFromCache("cat/one", { cache, revision: "v1" })).rejects.toMatchObject({ code: "not-in-cache" });
});

test("a repository goes whole, and the store that Python shares stays", async () => {
  const { cache, root } = await filledCache();
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
  const { cache, root } = await filledCache();
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
