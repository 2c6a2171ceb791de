import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { openImageSet } from "../images/open-image-set.ts";
import { hashImageSet } from "./hash-image-set.ts";
import { itemsSha256 } from "./items-sha256.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("hashes every file, and the list of them in whatever order", async () => {
  const set = await openImageSet(folderOf({ "a/1.png": "one", "b/2.png": "two", "b/3.png": "three" }));
  const progress: number[] = [];
  const hashed = await hashImageSet(set, { onProgress: ({ done }) => progress.push(done) });
  expect(hashed.items.map((item) => item.sha256)).toEqual(["one", "two", "three"].map(sha256));
  expect(progress).toEqual([1, 2, 3]);
  const lines = [
    `["a/1.png","a",null,"${sha256("one")}"]\n`,
    `["b/2.png","b",null,"${sha256("two")}"]\n`,
    `["b/3.png","b",null,"${sha256("three")}"]\n`,
  ];
  expect(itemsSha256([...hashed.items].reverse())).toBe(sha256(lines.join("")));
});

test.each([
  ["a name", { file: "c.jpg" }],
  ["a label", { label: "z" }],
  ["a split", { split: "test" }],
  ["a file", { sha256: "2".repeat(64) }],
])("the list's hash changes with %s", (_, change) => {
  const items = [{ file: "b.jpg", label: "y", split: "val", sha256: "1".repeat(64) } as const];
  expect(itemsSha256(items)).not.toBe(itemsSha256([{ ...items[0], ...change } as (typeof items)[0]]));
});

test("holds files to the index", async () => {
  const root = folderOf({ "index.csv": `file,breed,sha256\n1.png,Bengal,${sha256("one")}\n`, "1.png": "one" });
  const set = await openImageSet(root);
  expect((await hashImageSet(set)).items[0].sha256).toBe(sha256("one"));
  const other = { ...set, items: [{ ...set.items[0], sha256: sha256("two") }] };
  expect(await errorOf(() => hashImageSet(other))).toMatchObject({
    code: "hash-mismatch",
    value: { file: "1.png", expected: sha256("two"), found: sha256("one") },
  });
  rmSync(`${root}/1.png`);
  expect((await errorOf(() => hashImageSet(set))).code).toBe("file-not-found");
});

test("stops when it is told to", async () => {
  const set = await openImageSet(folderOf({ "a/1.png": "one", "a/2.png": "two", "a/3.png": "3", "a/4.png": "4" }));
  const controller = new AbortController();
  const reason = new Error("enough");
  const hashing = hashImageSet(set, { signal: controller.signal, onProgress: () => controller.abort(reason) });
  await expect(hashing).rejects.toBe(reason);
});
