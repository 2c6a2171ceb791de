import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { a, b, c, filledCache, OLD } from "../testing/filled-cache.ts";
import { COMMIT } from "../testing/scripted-hub.ts";
import { listCache } from "./list-cache.ts";
import { pruneCache } from "./prune-cache.ts";
import { removeFromCache } from "./remove-from-cache.ts";
import { verifyCache } from "./verify-cache.ts";

test("a list tells of repositories, revisions and refs, and counts what they share once", async () => {
  const { cache, root } = await filledCache();
  mkdirSync(join(cache, "something--else"));
  writeFileSync(join(cache, "models--a--file"), "");
  writeFileSync(join(root, "blobs", `${"0".repeat(40)}.incomplete`), "12345");
  const [repo, ...more] = await listCache({ cache });
  expect(more).toEqual([]);
  expect(repo).toMatchObject({
    type: "model",
    name: "cat/one",
    folder: root,
    bytes: a.length + b.length + c.length,
    partialBytes: 5,
  });
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

test("a signal ends the work", async () => {
  const { cache } = await filledCache();
  const signal = AbortSignal.abort(new Error("enough"));
  for (const work of [listCache, verifyCache, pruneCache])
    await expect(work({ cache, signal })).rejects.toThrow("enough");
  await expect(removeFromCache("cat/one", { cache, signal })).rejects.toThrow("enough");
});
