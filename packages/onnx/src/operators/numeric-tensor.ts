import type { DType } from "../model/dtype.ts";
import type { Tensor } from "../model/tensor.ts";
import { tensorValues } from "../model/tensor-values.ts";

/** A tensor that is computed with: row-major float64, whatever `dtype` it stands for; bool is 0 or 1. */
export interface NumericTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** A stored tensor as it is computed with. */
export function numericOf(tensor: Tensor): NumericTensor {
  return { dtype: tensor.dtype, shape: tensor.shape, data: tensorValues(tensor) };
}
