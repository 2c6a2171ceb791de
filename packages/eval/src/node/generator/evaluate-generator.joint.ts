import { readdirSync, writeFileSync } from "node:fs";
import { decodePng } from "@tiny-cats/core/png";
import { expect, test, vi } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { type GreyPicture, greySet } from "../../testing/grey-set.ts";
import { tinyInception } from "../../testing/tiny-inception.ts";
import { levelOf, tinyClassifier, tinyGenerator } from "../../testing/tiny-model-folders.ts";
import type { InceptionSource } from "../extract/open-inception.ts";
import { type EvaluateGeneratorOptions, evaluateGenerator } from "./evaluate-generator.ts";

const box = [10, 8, 30, 28] as const;

/** Heads of two breeds, a few shades about the level that the generator draws; some in val. */
const heads: GreyPicture[] = Array.from({ length: 24 }, (_, i) => ({
  file: `${String(i).padStart(2, "0")}.png`,
  breed: i % 2 === 0 ? "Abyssinian" : "Bengal",
  split: i % 6 < 4 ? "train" : "val",
  level: levelOf(i % 2) + (i - 12) / 1000,
  lift: (i % 5) / 500,
  box,
}));
const others: GreyPicture[] = [
  { file: "noface.png", breed: "Bengal", split: "train", level: levelOf(1) },
  { file: "persian.png", breed: "Persian", split: "train", level: 0.5, box },
];

async function evaluate(options: Partial<EvaluateGeneratorOptions> = {}) {
  const reference = options.reference ?? (await greySet([...heads, ...others]));
  return evaluateGenerator(tinyGenerator().folder, {
    reference,
    extractor: tinyClassifier().folder,
    perBreed: 8,
    seed: 3,
    bootstrap: { replicates: 20 },
    command: "vitest run",
    ...options,
  });
}

test("draws, compares with head crops, and says what the numbers are of", async () => {
  const stages = new Set<string>();
  const { report, sheet } = await evaluate({
    name: "grey cats",
    samples: 2,
    onProgress: ({ stage, done, total }) => {
      stages.add(stage);
      expect(done).toBeLessThanOrEqual(total);
    },
  });
  expect([...stages]).toEqual(["reference", "drawing", "comparing"]);
  expect(report.measured).toMatchObject({
    data: { name: "grey cats", split: "all", n: 24, seen_in_training: true },
    n: 16,
    seed: 3,
    command: "vitest run",
  });
  expect(report.extractor?.name).toBe("features of tiny-classifier");
  expect(report.extractor?.sha256).toBe(tinyClassifier().sha256);
  expect(report.metadata.num_samples_generated).toBe(16);
  expect(report).toMatchObject({
    fid: null,
    inception_score: null,
    class_score: null,
    // The drawings have the breeds' grey, which is all that the classifier looks at.
    agreement: { value: 1, among_drawable: 1, seen_as_cat: 1, n: 16 },
    agreement_of_reference: { value: 1, n: 24 },
    memorisation: { splits: { training: "train", held_out: "val" }, counts: { drawn: 16, training: 16, held_out: 8 } },
    sampler: { solver: "euler", steps: 3 },
    broken: [],
  });
  expect(report.not_measured.class_score).toMatch(/16 samples/);
  expect(report.frechet_distance).toBeGreaterThan(0);
  expect(report.frechet_distance).toBeLessThan(0.01);
  for (const key of ["frechet_distance", "kid", "precision", "recall", "density", "coverage"])
    expect(report.intervals[key].low).toBeLessThanOrEqual(report.intervals[key].high);
  expect(report.preparation.without_box).toBe(1);
  expect(report.remarks[0]).toMatch(/saw the split trainval of Grey Cats/);
  expect(report.remarks[1]).toMatch(/heads of val were trained on as well/);
  // Even grey with faint noise is no picture of anything.
  expect(report.noise).toMatchObject({ share: 1, n: 16 });
  const { width, height } = await decodePng(sheet);
  expect(width).toBeGreaterThan(2 * 128);
  expect(height).toBeGreaterThan(2 * 128);
});

test("drawings of another set than was asked for are far away and seen as what they are", async () => {
  const wrong = heads.map((head) => ({ ...head, breed: head.breed === "Bengal" ? "Abyssinian" : "Bengal" }));
  const near = (await evaluate()).report;
  const far = (await evaluate({ reference: await greySet(heads.map((head) => ({ ...head, level: 0.9 }))) })).report;
  const swapped = (await evaluate({ reference: await greySet(wrong) })).report;
  expect(far.frechet_distance!).toBeGreaterThan(100 * near.frechet_distance!);
  expect(far.coverage).toBe(0);
  expect(swapped.agreement_of_reference.value).toBe(0);
  expect(near.measured.data).not.toHaveProperty("seen_in_training");
});

test("what is in the cache is neither drawn nor seen again; numbers are the same", async () => {
  const cache = temporaryFolder();
  const reference = await greySet(heads);
  const records = () =>
    readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".records"));
  const first = await evaluate({ cache, reference, batchSize: 4 });
  const written = records();
  const again = await evaluate({ cache, reference, batchSize: 12 });
  expect(records()).toEqual(written);
  const { measured: a, ...one } = first.report;
  const { measured: b, ...two } = again.report;
  expect(two).toEqual(one);
  expect(again.sheet).toEqual(first.sheet);
  expect(b.data).toEqual(a.data);
  // More of them start with the same.
  const more = await evaluate({ cache, reference, perBreed: 9 });
  expect(more.report.measured.n).toBe(18);
  expect(records().length).toBeGreaterThan(written.length);
});

test("against a split, with a limit; broken pictures are listed", async () => {
  const reference = await greySet(heads, { "images/00.png": "no picture" });
  const { report } = await evaluate({ reference, against: "train" });
  expect(report.measured.data).toMatchObject({ split: "train", n: 15 });
  expect(report.broken).toEqual([expect.objectContaining({ file: "00.png", code: "not-a-picture" })]);
  expect(report.memorisation).toBeNull();
  expect(report.not_measured.memorisation).toBe("the reference has no heads in both train and val");
  const few = await evaluate({ reference, against: "val", limit: 3 });
  expect(few.report.measured.data?.n).toBe(3);
  expect(few.report).toMatchObject({ precision: null, recall: null, density: null, coverage: null });
  expect(few.report.not_measured.coverage).toMatch(/can't be had from 3 samples/);
});

test("with the FID Inception there is a fid and an Inception Score, of its own range of pixels", async () => {
  // So far from the drawings that the distance is well above the rounding of features.
  const reference = await greySet(heads.map((head) => ({ ...head, level: head.level + 0.3 })));
  const path = tinyInception();
  const of = async (inception: InceptionSource, cache?: string) =>
    (await evaluate({ reference, perBreed: 50, inception, cache })).report;
  const cache = temporaryFolder();
  const bytes = await of({ path }, cache);
  expect(bytes.inception).toMatchObject({ name: "InceptionV3 features" });
  expect(bytes.inception?.sha256).not.toBe(bytes.extractor?.sha256);
  expect(bytes.not_measured).not.toHaveProperty("fid");
  expect(bytes.intervals.fid.low).toBeLessThanOrEqual(bytes.intervals.fid.high);
  expect(bytes.inception_score?.mean).toBeGreaterThan(1);
  // Features are linear in the pixels and a Frechet distance goes with their square.
  const small = await of({ path, range: "-1..1" }, cache);
  expect((small.fid! * 127.5 ** 2) / bytes.fid!).toBeCloseTo(1, 3);
  expect(small.frechet_distance).toBe(bytes.frechet_distance);
  expect((await of({ path }, cache)).fid).toBe(bytes.fid);
});

test("another network is not taken for the FID Inception", async () => {
  const inception = { path: tinyInception(2047) };
  expect((await errorOf(() => evaluate({ inception }))).code).toBe("not-inception");
});

test("a sampler of one's own is used and reported", async () => {
  const { report } = await evaluate({ steps: 2, solver: "heun", guidance: 1.5, guidanceInterval: [0.2, 0.8] });
  expect(report.sampler).toEqual({
    solver: "heun",
    steps: 2,
    times: { kind: "uniform" },
    guidance: { scale: 1.5, interval: [0.2, 0.8], rescale: 0 },
  });
});

test("refuses what it can't compare", async () => {
  const code = async (options: Partial<EvaluateGeneratorOptions>) => (await errorOf(() => evaluate(options))).code;
  expect(await code({ extractor: tinyClassifier({ features: false }).folder })).toBe("no-features");
  expect(await code({ extractor: tinyGenerator().folder })).toBe("wrong-model");
  expect(await code({ reference: await greySet(others) })).toBe("no-reference-heads");
  const reference = await greySet(heads);
  for (const { path } of reference.items) writeFileSync(path, "");
  expect(await code({ reference })).toBe("no-reference-heads");
  expect(await code({ perBreed: 0 })).toBe("invalid-metric-option");
  expect(await code({ against: "test" })).toBe("no-such-split");
});

test("refuses a sampler that can't draw before a picture is read", async () => {
  const onProgress = vi.fn();
  const code = async (options: object) => (await errorOf(() => evaluate({ ...options, onProgress }))).code;
  expect(await code({ steps: 0 })).toBe("invalid-steps");
  expect(await code({ times: { kind: "shifted", shift: 0 } })).toBe("invalid-time-grid");
  expect(await code({ solver: "leap" })).toBe("unknown-solver");
  expect(await code({ guidance: 101 })).toBe("invalid-guidance");
  expect(await code({ guidanceInterval: [0.8, 0.2] })).toBe("invalid-guidance");
  expect(onProgress).not.toHaveBeenCalled();
});

test("stops when it is told to, at every stage", async () => {
  for (const stage of ["reference", "drawing", "comparing"]) {
    const controller = new AbortController();
    const reason = new Error(stage);
    const evaluating = evaluate({
      signal: controller.signal,
      onProgress: (progress) => progress.stage === stage && controller.abort(reason),
    });
    await expect(evaluating).rejects.toBe(reason);
  }
});
