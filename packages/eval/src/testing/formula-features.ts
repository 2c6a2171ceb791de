import { formulaNoise } from "../../../../tooling/golden/read-vectors.ts";
import type { Extractor } from "../features/extractor.ts";
import { type FeatureSet, featureSet } from "../features/feature-set.ts";

export type FormulaKind = "plain" | "correlated" | "deficient" | "scaled" | "offset";

/** The features that tooling/golden/scripts/eval-metrics.py makes, to the last bit. */
export function formulaFeatures(kind: FormulaKind, n: number, d: number, seed: number): Float64Array {
  const x = Float64Array.from(formulaNoise(seed, n * d));
  const rank = d >> 1;
  for (let row = 0; row < n * d; row += d) {
    for (let j = 0; j < d; j++) {
      if (kind === "correlated" && j > 0) x[row + j] += 0.875 * x[row + j - 1];
      if (kind === "deficient" && j >= rank) x[row + j] = x[row + j - rank] + 0.5 * x[row + ((j - rank + 1) % rank)];
      if (kind === "scaled") x[row + j] *= 2 ** -(j >> 1);
      if (kind === "offset") x[row + j] += 1000;
    }
  }
  return x;
}

/** An extractor that is none. */
export function fakeExtractor(dimension: number, digit = "0"): Extractor {
  return { name: "formula", sha256: digit.repeat(64), dimension };
}

/** Features by formula as a set. */
export function formulaSet(kind: FormulaKind, n: number, d: number, seed: number): FeatureSet {
  return featureSet(formulaFeatures(kind, n, d, seed), fakeExtractor(d));
}
