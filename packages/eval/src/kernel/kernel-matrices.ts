import type { FeatureSet } from "../features/feature-set.ts";
import { eachPair } from "../neighbours/pairs.ts";
import { part, type Work } from "../progress/work.ts";

/** The kernel (x . y / d + 1)^3 of Binkowski et al. 2018 between all rows of two sets, row by row. */
export interface KernelMatrices {
  aa: Float64Array;
  bb: Float64Array;
  ab: Float64Array;
}

/** All kernels: count^2 numbers a matrix. */
export function* kernelMatrices(a: FeatureSet, b: FeatureSet): Work<KernelMatrices> {
  const aa = yield* part(matrix(a, a, true), 0, 0.33);
  const bb = yield* part(matrix(b, b, true), 0.33, 0.66);
  const ab = yield* part(matrix(a, b, false), 0.66, 1);
  return { aa, bb, ab };
}

function* matrix(a: FeatureSet, b: FeatureSet, within: boolean): Work<Float64Array> {
  const { dimension } = a.extractor;
  const out = new Float64Array(a.count * b.count);
  yield* eachPair(
    a,
    b,
    "tile",
    ({ values, stride, firstA, firstB, rowsA, rowsB }) => {
      for (let i = 0; i < rowsA; i++) {
        for (let j = 0; j < rowsB; j++) {
          const base = values[i * stride + j] / dimension + 1;
          const kernel = base * base * base;
          out[(firstA + i) * b.count + firstB + j] = kernel;
          if (within) out[(firstB + j) * b.count + firstA + i] = kernel;
        }
      }
    },
    { within },
  );
  return out;
}
