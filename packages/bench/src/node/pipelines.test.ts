import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { classifier, generator } from "@tiny-cats/models";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { benchChildren } from "../testing/children.ts";
import { sha256 } from "../testing/models.ts";
import { benchmarkClassifier } from "./benchmark-classifier.ts";
import { benchmarkGenerator } from "./benchmark-generator.ts";
import { benchmarkModel } from "./benchmark-model.ts";

const quick = { command: "test", warmup: 1, runs: 6, batches: [1, 2], enoughMs: 20, threads: 1 };
const chelsea = fileURLToPath(new URL("../../../../tooling/fixtures/chelsea.png", import.meta.url));

test("a classifier is measured from a picture's file to its answer, and in stages", async () => {
  const report = await benchmarkClassifier(classifier, { ...quick, picture: chelsea });
  expect(report).toMatchObject({
    kind: "classifier",
    model_info: { name: "cat-breeds-mobilenetv2", onnx_file: "onnx/model.onnx", image_size: 224 },
    picture: { file: "chelsea.png", sha256: sha256(readFileSync(chelsea)) },
    measured: { seed: null, n: 6 },
  });
  const { decode, preprocess, run } = report.stages_ms!;
  expect(decode.p50 > 0 && preprocess.p50 > 0 && run.p50 > 0).toBe(true);
  expect(report.throughput_images_per_sec?.["2"]).toBeGreaterThan(0);
});

test("without a picture one is made up, the same for a seed", async () => {
  const short = { ...quick, runs: 1, batches: [] };
  const reports = [];
  for (const seed of [3, 3, 4]) reports.push(await benchmarkClassifier(classifier, { ...short, seed }));
  const [one, same, other] = reports.map((report) => (report as { picture?: { sha256: string } }).picture?.sha256);
  expect(one).toBe(same);
  expect(one).not.toBe(other);
  expect(reports[2].measured.seed).toBe(4);
});

test("a generator is measured a picture, and a step", async () => {
  const report = await benchmarkGenerator(generator, { ...quick, runs: 3, steps: 4 });
  expect(report).toMatchObject({
    kind: "generator",
    batch_size: 1,
    model_info: { name: "cat-portraits-tinydit-64", image_size: 64 },
    sampler: { steps: 4 },
  });
  const { step } = report.stages_ms!;
  // The clock is read for both within the call: its steps can't take longer than it.
  expect(step.mean * 4).toBeLessThanOrEqual(report.latency_ms.mean);
  expect(step.min).toBeGreaterThan(0);
});

test("models for another task are refused, and so are they by a signal", async () => {
  expect((await errorOf(() => benchmarkClassifier(generator, quick))).code).toBe("wrong-model");
  expect((await errorOf(() => benchmarkGenerator(classifier, quick))).code).toBe("wrong-model");
  const signal = AbortSignal.abort(new Error("enough"));
  for (const begin of [
    () => benchmarkClassifier(classifier, { ...quick, signal }),
    () => benchmarkGenerator(generator, { ...quick, signal }),
    () => benchmarkModel(fileURLToPath(new URL(".", classifier.manifest)), { ...quick, signal }),
  ])
    await expect(begin()).rejects.toThrow("enough");
  expect(benchChildren()).toEqual([]);
});
