import { DTYPES, type Dtype, type TensorSource } from "@tiny-cats/checkpoint";

/** A tensor of zeros. */
export function zerosSource(dtype: Dtype, shape: readonly number[]): TensorSource {
  return {
    dtype,
    shape,
    async *chunks() {
      yield new Uint8Array(shape.reduce((product, side) => product * side, 1) * DTYPES[dtype].bytes);
    },
  };
}
