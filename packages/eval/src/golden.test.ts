import { createHash } from "node:crypto";
import { softmax } from "@tiny-cats/core";
import { expect, test } from "vitest";
import { formulaPicture } from "../../../tooling/golden/formula-picture.ts";
import { formulaNoise, readVectors } from "../../../tooling/golden/read-vectors.ts";
import { classificationReport } from "./classification/classification-report.ts";
import { featureSet } from "./features/feature-set.ts";
import { frechetDistance } from "./frechet/frechet-distance.ts";
import { fidResize } from "./images/fid-resize.ts";
import { kernelDistance } from "./kernel/kernel-distance.ts";
import { languageMetrics } from "./language/language-metrics.ts";
import { tokenLoss } from "./language/token-loss.ts";
import { manifoldMetrics } from "./manifold/manifold-metrics.ts";
import { memorisation } from "./manifold/memorisation.ts";
import { classScore } from "./score/class-score.ts";
import { type FormulaKind, fakeExtractor, formulaFeatures } from "./testing/formula-features.ts";
import { statisticsOf } from "./testing/statistics-of.ts";

interface Vectors {
  features: {
    kind: FormulaKind;
    counts: [number, number];
    dimension: number;
    seeds: [number, number];
    frechet: { svd: number; trace: number; scipy: number; torchmetrics: number };
    manifold: Record<"precision" | "recall" | "density" | "coverage", number>;
    kernel: { ofAll: number; first: number; subset: number };
    nearest: Record<string, number>;
  }[];
  classification: {
    n: number;
    classes: number;
    seed: number;
    sharpness: number;
    confusion: number[][];
    support: number[];
    precision: number[];
    recall: number[];
    f1: number[];
    macro: number[];
    weighted: number[];
    metrics: Record<string, number>;
  }[];
  language: { n: number; vocabulary: number; seed: number; [metric: string]: number }[];
  fid_resize: { width: number; height: number; sha256: string }[];
}

const vectors = readVectors<Vectors>("eval-metrics");

const near = (value: number | null, expected: number) =>
  expect(Math.abs((value ?? Number.NaN) - expected), `${value}, not ${expected}`).toBeLessThanOrEqual(
    1e-6 * Math.abs(expected),
  );

const cases = vectors.features.map((one) => {
  const { kind, counts, dimension, seeds } = one;
  const [a, b] = [0, 1].map((i) => formulaFeatures(kind, counts[i], dimension, seeds[i]));
  const other = seeds[0] === seeds[1] ? b : b.map((value) => value * 1.25 + 0.5);
  const sets = [a, other].map((data) => featureSet(data, fakeExtractor(dimension)));
  return { ...one, name: `${kind} ${counts} x ${dimension}`, sets };
});

test.each(cases)("Frechet distance as numpy, scipy and torchmetrics: $name", async ({ frechet, sets, kind }) => {
  const { value } = await frechetDistance(statisticsOf(sets[0]), statisticsOf(sets[1]));
  if (frechet.svd < 1e-9) return expect(value).toBeLessThanOrEqual(1e-13 * frechet.trace);
  near(value, frechet.svd);
  near(value, frechet.scipy);
  near(value, frechet.torchmetrics);
  // Where nothing is lost to rounding of the inputs, singular values agree far better.
  if (kind !== "deficient") expect(Math.abs(value - frechet.svd)).toBeLessThanOrEqual(1e-13 * frechet.trace);
});

const enough = cases.filter(({ counts }) => Math.min(...counts) > 5);

test.each(enough)("precision, recall, density and coverage as scikit-learn: $name", async ({ sets, manifold }) => {
  const metrics = await manifoldMetrics(sets[0], sets[1], { bootstrap: { replicates: 10 } });
  for (const [key, expected] of Object.entries(manifold)) near(metrics[key as keyof typeof manifold].value, expected);
});

test.each(cases)("kernel distance as torchmetrics and scikit-learn: $name", async ({ sets, kernel, counts }) => {
  const { ofAll } = await kernelDistance(sets[0], sets[1], { subsets: 1 });
  near(ofAll, kernel.ofAll);
  const first = sets.map(({ data, extractor }) =>
    featureSet(data.subarray(0, kernel.subset * extractor.dimension), extractor),
  );
  const { mean, subsetSize } = await kernelDistance(first[0], first[1], { subsets: 1 });
  expect(subsetSize).toBe(Math.min(...counts, 25));
  near(mean, kernel.first);
});

test.each(cases)("quantiles of nearest distances as scikit-learn and numpy: $name", async ({ sets, nearest }) => {
  const { drawn } = await memorisation(sets[1], sets[0], sets[1], { bootstrap: { replicates: 1 } });
  for (const [q, expected] of Object.entries(nearest)) near(drawn[q], expected);
});

const classified = vectors.classification.map((one) => {
  const { n, classes, seed, sharpness } = one;
  const logits = Float64Array.from(formulaNoise(seed, n * classes));
  const labels = Array.from({ length: n }, (_, i) => (i * i + 3 * i) % classes);
  for (let i = 0; i < n; i += 2) logits[i * classes + labels[i]] += sharpness;
  return { ...one, logits, truth: labels };
});

test.each(classified)(
  "classification of $n items of $classes classes as scikit-learn and torchmetrics",
  async (one) => {
    const { classes, logits, truth } = one;
    const items = truth.map((label, i) => ({
      label,
      probabilities: softmax(logits.subarray(i * classes, (i + 1) * classes)),
    }));
    const names = Array.from({ length: classes }, (_, i) => `class ${i}`);
    const report = await classificationReport(items, {
      labels: names,
      other: names.at(-1),
      bootstrap: { replicates: 2 },
    });
    near(report.accuracy, one.metrics.accuracy);
    near(report.balanced_accuracy, one.metrics.balanced_accuracy);
    near(report.top_k!["3"], one.metrics.top_3);
    near(report.expected_calibration_error, one.metrics.calibration);
    expect(report.confusion_matrix).toEqual(one.confusion);
    report.per_class!.forEach((row, c) => {
      expect(row.support).toBe(one.support[c]);
      near(row.precision ?? 0, one.precision[c]);
      near(row.recall ?? 0, one.recall[c]);
      near(row.f1 ?? 0, one.f1[c]);
    });
    for (const key of ["macro", "weighted"] as const) {
      const { precision, recall, f1 } = report[key];
      [precision, recall, f1].forEach((value, i) => {
        near(value, one[key][i]);
      });
    }
    near(report.cat_not_cat!.accuracy, one.metrics.cat_accuracy);
    near(report.cat_not_cat!.cat_recall, one.metrics.cat_recall);
    near(report.cat_not_cat!.other_recall ?? 0, one.metrics.other_recall);
  },
);

test.each(classified)("score of $n pictures' $classes classes as torchmetrics and scipy", async (one) => {
  const options = { seed: null, bootstrap: { replicates: 1 } };
  const extractor = fakeExtractor(one.classes);
  near((await classScore(one.logits, extractor, { ...options, splits: 1 })).mean, one.metrics.class_score);
  const { mean, std } = await classScore(one.logits, extractor, { ...options, splits: 5 });
  near(mean, one.metrics.split_mean);
  near(std, one.metrics.split_std);
});

test.each(vectors.language)("loss of $n tokens of $vocabulary as torch and torchmetrics", (one) => {
  const { n, vocabulary, seed } = one;
  const logits = Float64Array.from(formulaNoise(seed, n * vocabulary), (value) => value * 3);
  let sum = 0;
  for (let i = 0; i < n; i++)
    sum += tokenLoss(logits.subarray(i * vocabulary, (i + 1) * vocabulary), (7 * i + 3) % vocabulary);
  near(sum, one.sum);
  const metrics = languageMetrics({ negativeLogLikelihood: sum, tokens: n, bytes: 100 });
  near(metrics.cross_entropy, one.cross_entropy);
  near(metrics.perplexity, one.perplexity);
  near(metrics.bits_per_byte, one.bits_per_byte_of_100);
});

test.each(vectors.fid_resize)("$width x $height resized for the FID Inception to Pillow's bits", (one) => {
  const resized = fidResize(formulaPicture("noise", one.width, one.height));
  expect(createHash("sha256").update(new Uint8Array(resized.buffer)).digest("hex")).toBe(one.sha256);
});
