import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { FeatureStatistics } from "../features/feature-statistics.ts";
import { FACTOR_BLOCK, factorCovariance } from "../linear/factor-covariance.ts";
import { type Kernels, openKernels } from "../linear/kernels.ts";
import { padded } from "../linear/pack.ts";
import { part, type Work } from "../progress/work.ts";

/** A matrix F with transpose(F) F = the covariance. */
export interface RootFactor {
  kernels: Kernels;
  /** Rows of F that are not 0: the covariance's rank. */
  rank: number;
  /** Between F's rows. */
  stride: number;
  /** Which feature each place of a row belongs to. */
  order: Int32Array;
  /** Whether row i is 0 before place i. */
  triangular: boolean;
  mean: Float64Array;
  /** The sum of the variances. */
  trace: number;
  /** F is to be multiplied by it. */
  scale: number;
}

/** Factors the covariance with divisor count - 1: of the rows themselves where they are kept, so that nothing is squared. */
export function* rootFactor(statistics: FeatureStatistics): Work<RootFactor> {
  const moments = statistics.moments();
  const factor = moments.kind === "rows" ? ofRows(statistics, moments.rows) : yield* ofScatter(statistics, moments);
  if (Number.isFinite(factor.trace) && factor.mean.every(Number.isFinite)) return factor;
  throw new TinyCatsError("non-finite-features", "the features' squares overflow", {
    value: factor.trace,
    remedy: "scale the features",
  });
}

function ofRows({ count, extractor: { dimension } }: FeatureStatistics, rows: Float64Array): RootFactor {
  const stride = padded(dimension);
  const kernels = openKernels(padded(count) * stride);
  const mean = new Float64Array(dimension);
  for (let i = 0; i < rows.length; i++) mean[i % dimension] += rows[i];
  for (let j = 0; j < dimension; j++) mean[j] /= count;
  const divisor = count - 1;
  let trace = 0;
  for (let r = 0; r < count; r++) {
    for (let j = 0; j < dimension; j++) {
      const centred = rows[r * dimension + j] - mean[j];
      kernels.numbers[r * stride + j] = centred;
      trace += centred * centred;
    }
  }
  const order = Int32Array.from({ length: stride }, (_, j) => j);
  return {
    kernels,
    rank: count,
    stride,
    order,
    triangular: false,
    mean,
    trace: trace / divisor,
    scale: 1 / Math.sqrt(divisor),
  };
}

function* ofScatter(
  { count }: FeatureStatistics,
  { mean, products, stride }: { mean: Float64Array; products: Float64Array; stride: number },
): Work<RootFactor> {
  const kernels = openKernels(stride * (stride + 2 * FACTOR_BLOCK));
  kernels.numbers.set(products);
  const divisor = count - 1;
  let trace = 0;
  for (let j = 0; j < mean.length; j++) trace += products[j * (stride + 1)];
  const places = { matrix: 0, size: stride, room: stride * stride };
  const { rank, order } = yield* part(factorCovariance(kernels, places), 0, 1);
  return {
    kernels,
    rank,
    stride,
    order,
    triangular: true,
    mean,
    trace: trace / divisor,
    scale: 1 / Math.sqrt(divisor),
  };
}
