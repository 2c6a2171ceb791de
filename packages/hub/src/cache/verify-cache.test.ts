import { unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { a, b, c, filledCache, OLD } from "../testing/filled-cache.ts";
import { COMMIT } from "../testing/scripted-hub.ts";
import { verifyCache } from "./verify-cache.ts";

test("a verification finds what is damaged, missing or foreign, and nothing else", async () => {
  const { cache, root, blob } = await filledCache();
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
