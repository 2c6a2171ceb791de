import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { greySet } from "../../testing/grey-set.ts";
import { levelOf, tinyClassifier } from "../../testing/tiny-model-folders.ts";
import { evaluateClassifier, type PicturePrediction } from "./evaluate-classifier.ts";
import { predictionsCsv } from "./predictions-csv.ts";

const command = "vitest run";
const bootstrap = { replicates: 20 };

/** Two Abyssinians, one of which looks a Bengal; two Bengals; a dog that looks one. */
const pictures = [
  { file: "a1.png", breed: "Abyssinian", split: "val", level: levelOf(0) },
  { file: "a2.png", breed: "Abyssinian", split: "val", level: levelOf(1) },
  { file: "b1.png", breed: "Bengal", split: "val", level: levelOf(1) },
  { file: "b2.png", breed: "Bengal", split: "train", level: levelOf(1) },
  { file: "dog.png", breed: "Dogs", split: "val", level: levelOf(12) },
];

test("counts what a model known by heart gets right, and names split, set, model and number", async () => {
  const set = await greySet(pictures);
  const { folder, sha256 } = tinyClassifier();
  const predictions: PicturePrediction[] = [];
  const progress: number[] = [];
  const report = await evaluateClassifier(folder, set, {
    split: "val",
    name: "Grey Cats",
    command,
    bootstrap,
    batchSize: 2,
    onPrediction: (prediction) => predictions.push(prediction),
    onProgress: ({ done, total }) => progress.push(done / total),
  });
  expect(report.measured).toMatchObject({
    model: { file: "model.onnx", sha256 },
    data: { name: "Grey Cats", split: "val", n: 4, seen_in_training: false },
    n: 4,
    seed: 0,
    command,
  });
  expect(report.classification).toMatchObject({
    accuracy: 0.75,
    top_k: { "1": 0.75, "3": 1, "5": 1 },
    cat_not_cat: { accuracy: 1, cat_recall: 1, other_recall: 1 },
  });
  expect(report.classification?.confusion_matrix?.slice(0, 2).map((row) => row.slice(0, 2))).toEqual([
    [1, 1],
    [0, 1],
  ]);
  expect(report.not_measured["classification.per_class.recall"]).toBe("no picture is of the class");
  expect(progress).toEqual([0.25, 0.5, 0.75, 1]);
  expect(predictions.map(({ file, predicted }) => [file, predicted])).toEqual([
    ["a1.png", "Abyssinian"],
    ["a2.png", "Bengal"],
    ["b1.png", "Bengal"],
    ["dog.png", "Other"],
  ]);
  const [header, first] = predictionsCsv(predictions, report.labels).split("\r\n");
  expect(header).toMatch(/^file,sha256,label,predicted,Abyssinian,Bengal,/);
  expect(first.split(",")).toEqual([
    "a1.png",
    predictions[0].sha256,
    "Abyssinian",
    "Abyssinian",
    ...Array.from(predictions[0].probabilities, String),
  ]);
});

test("what is broken is listed and not counted, wherever it stands", async () => {
  const broken = [
    { file: "0.png", breed: "Bengal", level: 0 },
    { file: "1.png", breed: "Bengal", level: levelOf(1) },
    { file: "2.png", breed: "Bengal", level: 0 },
    { file: "3.png", breed: "Abyssinian", level: levelOf(0) },
    { file: "gone.png", breed: "Abyssinian", level: levelOf(0) },
  ];
  const set = await greySet(broken, { "images/0.png": "no picture", "images/2.png": "" });
  rmSync(join(set.folder, "images/gone.png"));
  const { folder } = tinyClassifier();
  const report = await evaluateClassifier(folder, set, { command, bootstrap, batchSize: 2 });
  expect(report.broken).toEqual([
    { file: "0.png", label: "Bengal", code: "not-a-picture", message: "this is no picture that can be read" },
    { file: "2.png", label: "Bengal", code: "not-a-picture", message: "the picture is an empty file" },
    expect.objectContaining({ file: "gone.png", code: "file-not-found" }),
  ]);
  expect(JSON.stringify(report.broken)).not.toContain(set.folder);
  expect(report.measured).toMatchObject({ n: 2, data: { split: "all", n: 5 } });
  expect(report.classification?.accuracy).toBe(1);
});

test("a file that is not the one of the index is not measured", async () => {
  const set = await greySet(pictures);
  const items = set.items.map((item) => (item.file === "a2.png" ? { ...item, sha256: "0".repeat(64) } : item));
  const { folder } = tinyClassifier();
  const report = await evaluateClassifier(folder, { ...set, items }, { split: "val", command, bootstrap });
  expect(report.broken).toMatchObject([{ file: "a2.png", code: "hash-mismatch" }]);
  expect(report.classification?.accuracy).toBe(1);
});

test("on training pictures it says so, and `limit` takes some at random", async () => {
  const set = await greySet(pictures);
  const { folder } = tinyClassifier();
  const train = await evaluateClassifier(folder, set, { split: "train", command, bootstrap });
  expect(train.measured.data).toMatchObject({ split: "train", seen_in_training: true });
  expect(train.not_measured["classification.cat_not_cat.other_recall"]).toBe("every picture shows a cat");
  const two = await evaluateClassifier(folder, set, { split: ["val", "train"], limit: 2, seed: 4, command, bootstrap });
  expect(two.measured).toMatchObject({ n: 2, data: { split: "train+val", n: 5 } });
});

test("logits are kept: what is in the cache is not run again, what is damaged is", async () => {
  const set = await greySet(pictures);
  const cache = temporaryFolder();
  const { folder } = tinyClassifier();
  const options = { split: "val", command, bootstrap, cache } as const;
  const records = () =>
    readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".records"));
  const first = await evaluateClassifier(folder, set, options);
  expect(records()).toHaveLength(1);
  expect((await evaluateClassifier(folder, set, options)).classification).toEqual(first.classification);
  expect(records()).toHaveLength(1);

  const file = join(cache, records()[0]);
  const bytes = readFileSync(file);
  bytes[bytes.length - 20] ^= 1;
  writeFileSync(file, bytes);
  expect((await evaluateClassifier(folder, set, options)).classification).toEqual(first.classification);
  expect(records()).toHaveLength(2);

  const other = tinyClassifier({ flip: true });
  const flipped = await evaluateClassifier(other.folder, set, options);
  expect(flipped.classification?.accuracy).toBe(0);
});

test("refuses what it can't measure", async () => {
  const set = await greySet(pictures);
  const { folder } = tinyClassifier();
  const code = async (options: object, of = set) =>
    (await errorOf(() => evaluateClassifier(folder, of, { command, ...options }))).code;
  expect(await code({})).toBe("no-such-split");
  expect(await code({ split: "test" })).toBe("no-such-split");
  expect(await code({ split: "val", limit: 0 })).toBe("invalid-metric-option");
  const items = set.items.map((item) => ({ ...item, label: "Poodle" }));
  expect(await code({ split: "val" }, { ...set, items })).toBe("unknown-class");
  for (const { path } of set.items) writeFileSync(path, "");
  expect(await code({ split: "val" })).toBe("too-few-samples");
});

test("stops when it is told to", async () => {
  const set = await greySet(pictures);
  const { folder } = tinyClassifier();
  const controller = new AbortController();
  const reason = new Error("enough");
  let done = 0;
  const evaluating = evaluateClassifier(folder, set, {
    split: "val",
    command,
    signal: controller.signal,
    onProgress() {
      done++;
      controller.abort(reason);
    },
  });
  await expect(evaluating).rejects.toBe(reason);
  expect(done).toBe(1);
});
