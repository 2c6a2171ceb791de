/** What a tensor's numbers are stored in, by ONNX's name for the type. */
export interface TensorData {
  float32: Float32Array;
  int64: BigInt64Array;
  int32: Int32Array;
  uint8: Uint8Array;
}

export type DType = keyof TensorData;

/** Numbers in row-major order with their dimensions, outermost first. */
export type Tensor<D extends DType = DType> = {
  [T in D]: { dtype: T; data: TensorData[T]; dims: readonly number[] };
}[D];
