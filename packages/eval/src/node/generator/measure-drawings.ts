import type { Extractor } from "../../features/extractor.ts";
import { featureSet } from "../../features/feature-set.ts";
import { kernelDistance } from "../../kernel/kernel-distance.ts";
import { manifoldMetrics } from "../../manifold/manifold-metrics.ts";
import type { BootstrapOptions } from "../../sampling/interval.ts";
import type { Extracted } from "../extract/extract-all.ts";
import { enough } from "./enough.ts";
import { type FrechetAndScore, frechetAndScore, type Spread } from "./frechet-and-score.ts";

/** What a network saw of drawings and of real pictures. */
export interface SeenPictures {
  drawn: Extracted;
  real: Extracted;
  features: Extractor;
  classes: Extractor;
}

export interface MeasureOptions {
  seed: number;
  bootstrap?: Omit<BootstrapOptions, "seed">;
  signal?: AbortSignal;
  onProgress?(share: number): void;
}

/** Metrics of drawings; null is what too few pictures leave out, with the reason. */
export interface DrawingNumbers extends FrechetAndScore {
  kid: Spread | null;
  precision: number | null;
  recall: number | null;
  density: number | null;
  coverage: number | null;
}

/** All distances and shares of a set of drawings by the report's own extractor. */
export async function measureDrawings(seen: SeenPictures, options: MeasureOptions): Promise<DrawingNumbers> {
  const { seed, bootstrap, signal, onProgress } = options;
  const within = (from: number, to: number) => ({
    signal,
    onProgress: (share: number) => onProgress?.(from + share * (to - from)),
  });
  const numbers = await frechetAndScore(
    seen,
    { ...options, ...within(0, 0.6) },
    { frechet: "frechet_distance", score: "class_score" },
  );
  const { intervals, reasons } = numbers;
  const drawn = featureSet(seen.drawn.features, seen.features);
  const real = featureSet(seen.real.features, seen.features);
  const kid = await enough(["kid"], reasons, () =>
    kernelDistance(real, drawn, { seed, level: bootstrap?.level, ...within(0.6, 0.8) }),
  );
  if (kid) intervals.kid = kid.interval;
  const shares = ["precision", "recall", "density", "coverage"] as const;
  const manifold = await enough(shares, reasons, () =>
    manifoldMetrics(real, drawn, { bootstrap: { ...bootstrap, seed }, ...within(0.8, 1) }),
  );
  const take = (key: (typeof shares)[number]) => {
    if (!manifold) return null;
    intervals[key] = manifold[key].interval;
    return manifold[key].value;
  };
  return {
    ...numbers,
    kid: kid ? { mean: kid.mean, std: kid.std } : null,
    precision: take("precision"),
    recall: take("recall"),
    density: take("density"),
    coverage: take("coverage"),
  };
}
