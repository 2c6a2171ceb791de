import { expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { classAgreement } from "./classification/class-agreement.ts";
import { classificationReport } from "./classification/classification-report.ts";
import { featureSet } from "./features/feature-set.ts";
import {
  createFeatureStatistics,
  type FeatureMoments,
  restoreFeatureStatistics,
} from "./features/feature-statistics.ts";
import { frechetDistance } from "./frechet/frechet-distance.ts";
import { frechetInterval } from "./frechet/frechet-interval.ts";
import { kernelDistance } from "./kernel/kernel-distance.ts";
import { checkCausality } from "./language/check-causality.ts";
import { languageMetrics } from "./language/language-metrics.ts";
import { tokenLoss } from "./language/token-loss.ts";
import { manifoldMetrics } from "./manifold/manifold-metrics.ts";
import { memorisation } from "./manifold/memorisation.ts";
import { classScore } from "./score/class-score.ts";
import { fakeExtractor, formulaSet } from "./testing/formula-features.ts";
import { statisticsOf } from "./testing/statistics-of.ts";

const set = formulaSet("plain", 30, 4, 1);
const other = featureSet(set.data, fakeExtractor(4, "f"));
const tiny = formulaSet("plain", 1, 4, 2);
const labels = ["a", "b", "Other"];
const sure = (label: number, seen: number) => ({ label, probabilities: [0, 1, 2].map((c) => Number(c === seen)) });
const untold = { vocabulary: 3 };

test.each<[string, () => unknown]>([
  ["invalid-extractor", () => featureSet(set.data, { ...fakeExtractor(4), sha256: "ABC" })],
  ["invalid-extractor", () => createFeatureStatistics(fakeExtractor(0))],
  ["invalid-extractor", () => createFeatureStatistics({ ...fakeExtractor(3), name: "" })],
  ["invalid-extractor", () => createFeatureStatistics(fakeExtractor(16385))],
  ["invalid-extractor", () => classScore(new Float32Array(200), fakeExtractor(1))],
  ["feature-shape", () => featureSet(new Float32Array(7), fakeExtractor(4))],
  ["non-finite-features", () => featureSet(Float32Array.of(1, 2, Number.NaN, 4), fakeExtractor(4))],
  [
    "non-finite-features",
    () => createFeatureStatistics(fakeExtractor(2)).add(Float64Array.of(1, Number.POSITIVE_INFINITY)),
  ],
  ["non-finite-features", () => distanceOf(1e200)],
  ["feature-shape", () => restored(29)],
  ["feature-shape", () => restored(Number.NaN)],
  [
    "feature-shape",
    () => restored(30, { kind: "scatter", mean: new Float64Array(4), products: new Float64Array(15), stride: 4 }),
  ],
  [
    "feature-shape",
    () => restored(30, { kind: "scatter", mean: new Float64Array(3), products: new Float64Array(16), stride: 4 }),
  ],
  ["non-finite-features", () => restored(30, { kind: "rows", rows: new Float64Array(120).fill(Number.NaN) })],
  ["extractor-mismatch", () => frechetDistance(statisticsOf(set), statisticsOf(other))],
  ["extractor-mismatch", () => statisticsOf(set).merge(statisticsOf(other))],
  ["extractor-mismatch", () => statisticsOf(set).add(other)],
  ["extractor-mismatch", () => kernelDistance(set, other)],
  ["extractor-mismatch", () => manifoldMetrics(set, other)],
  ["extractor-mismatch", () => memorisation(set, set, other)],
  ["too-few-samples", () => frechetDistance(statisticsOf(set), statisticsOf(tiny))],
  ["too-few-samples", () => frechetInterval([statisticsOf(set)], [statisticsOf(set), statisticsOf(set)])],
  ["too-few-samples", () => kernelDistance(tiny, set)],
  ["too-few-samples", () => manifoldMetrics(set, tiny)],
  ["too-few-samples", () => manifoldMetrics(formulaSet("plain", 5, 4, 1), set)],
  ["too-few-samples", () => memorisation(featureSet(new Float32Array(0), fakeExtractor(4)), set, set)],
  ["too-few-samples", () => classScore(new Float32Array(99 * 4), fakeExtractor(4))],
  ["too-few-samples", () => classificationReport([], { labels })],
  ["too-few-samples", () => checkCausality(async () => new Float32Array(6), [1, 2], untold)],
  ["invalid-metric-option", () => kernelDistance(set, set, { subsetSize: 1 })],
  ["invalid-metric-option", () => kernelDistance(set, set, { level: 1 })],
  ["invalid-metric-option", () => manifoldMetrics(set, set, { neighbours: 0 })],
  ["invalid-metric-option", () => manifoldMetrics(set, set, { bootstrap: { level: 95 } })],
  ["invalid-metric-option", () => classScore(new Float32Array(400), fakeExtractor(4), { splits: 1.5 })],
  ["invalid-metric-option", () => classificationReport([sure(0, 0)], { labels, topK: [0] })],
  ["invalid-seed", () => kernelDistance(set, set, { seed: -1 })],
  ["unknown-class", () => classificationReport([sure(3, 0)], { labels })],
  ["unknown-class", () => classificationReport([sure(0.5, 0)], { labels })],
  ["invalid-probabilities", () => classificationReport([{ label: 0, probabilities: [0.5, 0.5] }], { labels })],
  ["invalid-probabilities", () => classificationReport([{ label: 0, probabilities: [0.5, 0.5, 0.5] }], { labels })],
  ["invalid-probabilities", () => classificationReport([{ label: 0, probabilities: [2, -1, 0] }], { labels })],
  ["invalid-probabilities", () => classificationReport([{ label: 0, probabilities: [Number.NaN, 1, 0] }], { labels })],
  ["invalid-labels", () => classificationReport([sure(0, 0)], { labels: ["a", "a", "b"] })],
  ["invalid-labels", () => classAgreement([sure(0, 0)], { labels: ["a"] })],
  ["invalid-language-sums", () => languageMetrics({ negativeLogLikelihood: -1, tokens: 2 })],
  ["invalid-language-sums", () => languageMetrics({ negativeLogLikelihood: Number.NaN, tokens: 2 })],
  ["invalid-language-sums", () => languageMetrics({ negativeLogLikelihood: 1, tokens: 0 })],
  ["invalid-language-sums", () => languageMetrics({ negativeLogLikelihood: 1, tokens: 1, bytes: 0.5 })],
  ["invalid-token-id", () => tokenLoss([1, 2], 2)],
  ["non-finite-logits", () => tokenLoss([1, Number.NaN], 0)],
  ["non-finite-logits", () => checkCausality(async () => new Float32Array(9).fill(Number.NaN), [0, 1, 2], untold)],
  ["feature-shape", () => checkCausality(async () => new Float32Array(8), [0, 1, 2], untold)],
])("%s: %s", async (code, call) => {
  const error = await errorOf(call);
  expect(error.code).toBe(code);
  expect(error.message.length).toBeGreaterThan(10);
});

function restored(count: number, moments: FeatureMoments = { kind: "rows", rows: Float64Array.from(set.data) }) {
  return restoreFeatureStatistics({ extractor: set.extractor, count, moments });
}

async function distanceOf(scale: number) {
  const grown = statisticsOf(featureSet(set.data.map((x) => x * scale) as Float64Array, set.extractor));
  return frechetDistance(grown, statisticsOf(set));
}

test("work under way ends when its signal fires, and says how far it is", async () => {
  const shares: number[] = [];
  const large = formulaSet("plain", 1500, 40, 3);
  await manifoldMetrics(large, large, { onProgress: (share) => shares.push(share), bootstrap: { replicates: 5 } });
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  const controller = new AbortController();
  controller.abort(new Error("enough"));
  await expect(kernelDistance(large, large, { signal: controller.signal })).rejects.toThrow("enough");
  await expect(
    checkCausality(async () => new Float32Array(9), [0, 1, 2], { ...untold, signal: controller.signal }),
  ).rejects.toThrow("enough");
  const midway = new AbortController();
  await expect(
    kernelDistance(large, large, {
      subsets: 1e6,
      signal: midway.signal,
      onProgress: () => midway.abort(new Error("midway")),
    }),
  ).rejects.toThrow("midway");
});
