import { quantile } from "@tiny-cats/core";
import { parseEvaluationReport } from "@tiny-cats/schema";
import { expect, test } from "vitest";
import { formulaNoise } from "../../../tooling/golden/read-vectors.ts";
import { classAgreement } from "./classification/class-agreement.ts";
import { classificationReport } from "./classification/classification-report.ts";
import { frechetDistance } from "./frechet/frechet-distance.ts";
import { checkCausality } from "./language/check-causality.ts";
import { languageMetrics } from "./language/language-metrics.ts";
import { memorisation } from "./manifold/memorisation.ts";
import { randomSubset } from "./sampling/random-indices.ts";
import { classScore } from "./score/class-score.ts";
import { fakeExtractor, formulaSet } from "./testing/formula-features.ts";
import { statisticsOf } from "./testing/statistics-of.ts";

const item = (label: number, ...probabilities: number[]) => ({ label, probabilities });

test("a class never predicted has no precision, one without items no recall; both count as 0 in the averages", async () => {
  const items = [item(0, 0.9, 0.1, 0, 0), item(0, 0.4, 0.6, 0, 0), item(1, 0.2, 0.8, 0, 0), item(2, 1, 0, 0, 0)];
  const report = await classificationReport(items, { labels: ["x", "y", "z", "w"] });
  const by = report.per_class!;
  expect(by[0]).toEqual({ label: "x", precision: 0.5, recall: 0.5, f1: 0.5, support: 2 });
  expect(by[2]).toEqual({ label: "z", precision: null, recall: 0, f1: 0, support: 1 });
  expect(by[3]).toEqual({ label: "w", precision: null, recall: null, f1: null, support: 0 });
  expect(report.macro.precision).toBeCloseTo((0.5 + 0.5 + 0) / 3, 15);
  expect(report.balanced_accuracy).toBeCloseTo((0.5 + 1 + 0) / 3, 15);
  expect(report.weighted.recall).toBe(report.accuracy);
  expect(report.cat_not_cat).toBeNull();
  expect(report.top_k).toEqual({ "1": 0.5, "3": 1 });
});

test("of equal probabilities the first label is taken, so that ties help nobody", async () => {
  const { accuracy, top_k } = await classificationReport([item(1, 0.25, 0.25, 0.25, 0.25)], {
    labels: ["a", "b", "c", "d"],
    topK: [1, 2],
  });
  expect([accuracy, top_k]).toEqual([0, { "1": 0, "2": 1 }]);
});

test("intervals hold the value, cover it at the level's rate, and are narrower where strata are kept", async () => {
  const units = formulaNoise(9, 4000);
  const many = Array.from({ length: 2000 }, (_, i) => {
    const right = (i % 10 === 0 ? units[i] > 1 : units[i] > -1) ? 1 : 0;
    return item(i % 10 === 0 ? 1 : 0, ...(right === (i % 10 === 0 ? 0 : 1) ? [0.8, 0.2] : [0.2, 0.8]));
  });
  const options = { labels: ["a", "b"], bootstrap: { replicates: 400, seed: 3 } };
  const one = await classificationReport(many, options);
  const { low, high } = one.intervals.accuracy;
  expect(low).toBeLessThan(one.accuracy!);
  expect(high).toBeGreaterThan(one.accuracy!);
  const deviation = Math.sqrt((one.accuracy! * (1 - one.accuracy!)) / 2000);
  expect((high - low) / (2 * 1.96 * deviation)).toBeGreaterThan(0.85);
  expect((high - low) / (2 * 1.96 * deviation)).toBeLessThan(1.15);
  const strata = await classificationReport(many, {
    ...options,
    bootstrap: { ...options.bootstrap, stratified: true },
  });
  expect(strata.intervals.accuracy.high - strata.intervals.accuracy.low).toBeLessThan(high - low);
  expect(await classificationReport(many, options)).toEqual(one);
});

test("a report of it is a valid evaluation report", async () => {
  const classification = await classificationReport([item(0, 0.7, 0.3), item(1, 0.4, 0.6), item(1, 0.6, 0.4)], {
    labels: ["cat", "Other"],
  });
  expect(classification.cat_not_cat).toEqual({ accuracy: 2 / 3, cat_recall: 1, other_recall: 0.5 });
  const sha256 = "0".repeat(64);
  const measured = {
    model: { file: "model.onnx", sha256 },
    data: null,
    n: classification.n,
    seed: 0,
    hardware: { cpu: null, cores: null, memory_bytes: null, os: "none" },
    versions: { eval: "0" },
    command: "none",
    date: "2026-11-21T10:00:00Z",
    by: "a test",
  };
  const metadata = { step: null, loss: null, timestamp: null, config: null, num_samples_generated: null };
  const document = {
    schema: "tiny-cats/evaluation-report",
    version: 1,
    task: "image-classification",
    not_measured: {},
    measured,
    metadata,
    classification,
  };
  expect(parseEvaluationReport(document).classification).toEqual(classification);
});

test("agreement is the share of drawings seen as what was asked for", async () => {
  const drawings = [item(0, 0.9, 0.1, 0), item(0, 0.1, 0.9, 0), item(1, 0, 1, 0)];
  const agreement = await classAgreement(drawings, { labels: ["a", "b", "c"] });
  expect(agreement.agreement).toBeCloseTo(2 / 3, 15);
  expect(agreement.perClass).toEqual([
    { label: "a", agreement: 0.5, drawings: 2 },
    { label: "b", agreement: 1, drawings: 1 },
    { label: "c", agreement: null, drawings: 0 },
  ]);
  expect([agreement.interval.low, agreement.interval.high]).toEqual([1 / 3, 1]);
});

test("a class score is 1 where all pictures are alike, and the number of classes where each is one class", async () => {
  const extractor = fakeExtractor(5);
  const alike = Float32Array.from({ length: 100 * 5 }, (_, i) => i % 5);
  const clear = Float32Array.from({ length: 100 * 5 }, (_, i) => (i % 5 === Math.floor(i / 5) % 5 ? 800 : 0));
  expect((await classScore(alike, extractor)).mean).toBeCloseTo(1, 12);
  const sharp = await classScore(clear, extractor, { splits: 1 });
  expect(sharp.mean).toBeCloseTo(5, 12);
  expect(sharp.interval.high).toBeLessThanOrEqual(5 + 1e-12);
  expect(await classScore(clear, extractor, { seed: 4 })).toEqual(await classScore(clear, extractor, { seed: 4 }));
});

test("copies are found: each drawing that is a training picture, its place, and the share beyond the held-out's", async () => {
  const training = formulaSet("plain", 600, 10, 1);
  const heldOut = formulaSet("plain", 300, 10, 2);
  const drawn = formulaSet("plain", 100, 10, 3);
  for (let i = 0; i < 20; i++)
    drawn.data.set(training.data.subarray((500 - 13 * i) * 10, (501 - 13 * i) * 10), 5 * i * 10);
  const found = await memorisation(drawn, training, heldOut);
  expect(found.nearest.slice(0, 20).map(({ drawing, training, distance }) => [drawing, training, distance])).toEqual(
    Array.from({ length: 20 }, (_, i) => [5 * i, 500 - 13 * i, 0]),
  );
  expect(found.nearShare).toBeGreaterThanOrEqual(0.2);
  expect(found.nearShare).toBeLessThan(0.25);
  expect(found.interval.low).toBeLessThan(0.2);
  expect(found.drawn["0"]).toBe(0);
  expect(found.heldOut["0"]).toBeGreaterThan(0);
  expect(found.counts).toEqual([100, 600, 300]);
});

test("a distance of few pictures says so", async () => {
  const warned = async (m: number, d: number) =>
    (await frechetDistance(statisticsOf(formulaSet("plain", m, d, 1)), statisticsOf(formulaSet("plain", 2048, d, 2))))
      .warnings;
  expect(await warned(2048, 3)).toEqual([]);
  expect(await warned(2047, 3)).toEqual([expect.stringMatching(/first set has 2047 pictures, fewer than 2048/)]);
  expect(await warned(10, 12)).toEqual([expect.any(String), expect.stringMatching(/10 pictures for 12 features/)]);
  const deficient = statisticsOf(formulaSet("deficient", 300, 10, 1));
  expect((await frechetDistance(deficient, deficient)).warnings).toContain(
    "The covariance of the first set has rank 5 of 10: some features depend on others.",
  );
});

test("perplexity of an even guess is the number of tokens", () => {
  const { cross_entropy, perplexity, bits_per_byte } = languageMetrics({
    negativeLogLikelihood: 20 * Math.log(8),
    tokens: 20,
    bytes: 60,
  });
  expect(cross_entropy).toBeCloseTo(Math.log(8), 14);
  expect(perplexity).toBeCloseTo(8, 12);
  expect(bits_per_byte).toBeCloseTo(1, 14);
  expect(languageMetrics({ negativeLogLikelihood: 1, tokens: 1 }).bits_per_byte).toBeNull();
});

test("a model that sees the future is caught, with the first place that does; one that does not is not", async () => {
  const model = (sees: number) => async (tokens: readonly number[]) =>
    Float32Array.from({ length: tokens.length * 4 }, (_, i) => {
      const place = i >> 2;
      const seen = tokens.slice(0, place + 1 + (place >= 2 ? sees : 0));
      return seen.reduce((sum, token, t) => sum + Math.sin(token * (t + 1) + i), 0);
    });
  const tokens = [0, 3, 1, 2, 2, 0, 1, 3, 3];
  expect(await checkCausality(model(0), tokens, { vocabulary: 4 })).toEqual({
    causal: true,
    leak: null,
    largest: 0,
    cuts: [3, 4, 8],
  });
  const caught = await checkCausality(model(1), tokens, { vocabulary: 4 });
  expect([caught.causal, caught.leak]).toEqual([false, 2]);
  expect((await checkCausality(model(1), tokens, { vocabulary: 4, tolerance: 10 })).causal).toBe(true);
});

test("a random subset has each number once, and quantiles are numpy's", () => {
  const subset = randomSubset(50, 80, { seed: 1, index: 2 });
  expect(new Set(subset).size).toBe(50);
  expect(Math.max(...subset)).toBeLessThan(80);
  expect([...randomSubset(80, 80, { seed: 1, index: 0 })].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 80 }, (_, i) => i),
  );
  expect([0, 0.1, 0.5, 1].map((q) => quantile([1, 2, 4, 8], q))).toEqual([1, 1.3, 3, 8]);
});
