import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { openImageSet } from "../images/open-image-set.ts";
import { reportImageSet } from "../report/report-image-set.ts";
import { hashImageSet } from "../split/hash-image-set.ts";
import { itemsSha256 } from "../split/items-sha256.ts";
import { drawPng } from "../testing/draw.ts";
import { datasetFacts } from "./dataset-facts.ts";
import { datasetFactsOfFolder } from "./dataset-facts-of-folder.ts";

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");
const found = ({ properties }: ReturnType<typeof datasetFacts>) =>
  Object.fromEntries(properties.map(({ name, value }) => [name, value]));

test("pictures: counts by split and class, sizes, what is broken or twice there, hashes", async () => {
  const one = await drawPng(1, { width: 60, height: 50 });
  const folder = folderOf({
    "train/Bengal/1.png": one,
    "train/Bengal/2.png": await drawPng(2, { width: 90, height: 50 }),
    "train/Persian/3.png": await drawPng(3, { width: 1200, height: 55 }),
    "val/Bengal/4.png": one,
    "val/Persian/5.png": "no picture",
    "train/constructor/6.png": await drawPng(6),
    "card-notes.md": "notes",
  });
  const progress: string[] = [];
  const facts = await datasetFactsOfFolder(folder, { onProgress: ({ stage }) => progress.push(stage) });
  expect(new Set(progress)).toEqual(new Set(["reading", "comparing"]));
  const set = await hashImageSet(await openImageSet(folder));
  const part = (name: string) => itemsSha256(set.items.filter(({ split }) => split === name));
  expect(facts).toMatchObject({
    title: set.name,
    tasks: ["image-classification"],
    splits: [
      { name: "train", items: 4, classes: { Bengal: 2, Persian: 1, constructor: 1 }, sha256: part("train") },
      { name: "val", items: 2, classes: { Bengal: 1, Persian: 1, constructor: 0 }, sha256: part("val") },
    ],
  });
  expect(found(facts)).toMatchObject({
    "sha256 of the list of names, labels, splits and files": itemsSha256(set.items),
    width: "60 to 1,200 pixels, median 60",
    height: "50 to 55 pixels, median 50",
    "width / height": "1.2 to 21.8, median 1.2",
    "pictures that can't be read": "1",
    "groups of files with the same bytes": "1, 1 across splits",
    "pairs that look the same": "0",
  });
  expect(found(facts)).not.toHaveProperty("not as the index says");
});

test("an index, and a report at hand without sizes or comparison", async () => {
  const folder = folderOf({
    "1.png": await drawPng(1, { width: 60, height: 50 }),
    "mine.csv": "file,breed,width,height\n1.png,Sphynx,7,50\n",
  });
  const facts = await datasetFactsOfFolder(folder, { index: "mine.csv" });
  expect(facts.splits).toMatchObject([{ name: "none", items: 1, classes: { Sphynx: 1 } }]);
  expect(found(facts)["not as the index says"]).toBe("1");
  const bad = folderOf({ "Sphynx/1.png": "no picture" });
  const report = await reportImageSet(await openImageSet(bad), { command: "test", threshold: null, name: "mine" });
  const bare = datasetFacts(report);
  expect(bare.title).toBe("mine");
  for (const name of ["width", "file size", "pairs that look the same"]) expect(found(bare)).not.toHaveProperty(name);
  const pair = { files: [], distance: 1, leak: true };
  const near = { method: "a", threshold: 1, compared: 2, truncated: true, pairs: [pair, { ...pair, leak: false }] };
  expect(found(datasetFacts({ ...report, near_duplicates: near }))["pairs that look the same"]).toBe(
    "over 2, 1 across splits",
  );
});

test("tokens: counts, files' hashes, tokenizer", async () => {
  const [train, val] = [new Uint8Array([1, 0, 2, 0, 3, 0]), new Uint8Array([4, 0])];
  const metadata = { tokenizer_type: "gpt2", vocab_size: 50_257, total_tokens: 4, train_tokens: 3, val_tokens: 1 };
  const more = { block_size: 1024, num_documents: 2, source_files: ["a.txt", "b.txt"] };
  const make = (given: object) =>
    folderOf({ "train.bin": train, "val.bin": val, "metadata.json": JSON.stringify({ ...metadata, ...given }) });
  const facts = await datasetFactsOfFolder(make(more));
  expect(facts).toMatchObject({
    tasks: ["text-generation"],
    splits: [
      { name: "train", items: 3, sha256: sha256(train) },
      { name: "val", items: 1, sha256: sha256(val) },
    ],
  });
  expect(found(facts)).toMatchObject({
    tokenizer: "gpt2",
    vocabulary: "50,257",
    "context length": "1,024",
    documents: "2",
    "source files": "2",
  });
  expect(found(await datasetFactsOfFolder(make({ source_files: 7 })))["source files"]).toBe("7");
  expect(found(await datasetFactsOfFolder(make({})))).not.toHaveProperty("documents");
});

test("a signal stops it", async () => {
  const folder = folderOf({ "Sphynx/1.png": await drawPng(1), "Sphynx/2.png": await drawPng(2) });
  const stop = new AbortController();
  const run = datasetFactsOfFolder(folder, { signal: stop.signal, onProgress: () => stop.abort("enough") });
  await expect(run).rejects.toBe("enough");
});
