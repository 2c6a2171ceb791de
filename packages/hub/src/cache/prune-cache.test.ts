import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesBelow } from "../testing/files-below.ts";
import { a, filledCache, OLD, oidOf } from "../testing/filled-cache.ts";
import { pruneCache } from "./prune-cache.ts";

const long = new Date(Date.now() - 7_200_000);
const age = (path: string) => utimesSync(path, long, long);

test("a pruning takes revisions without a ref, their own contents and old partials; a dry run tells of the same", async () => {
  const { cache, root, blob } = await filledCache();
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
      `models--cat--one/blobs/${oidOf(a)}`,
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
