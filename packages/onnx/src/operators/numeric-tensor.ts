import type { DType } from "../model/dtype.ts";

/** A tensor that is computed with: row-major float64, whatever `dtype` it stands for; bool is 0 or 1. */
export interface NumericTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: Float64Array;
}
