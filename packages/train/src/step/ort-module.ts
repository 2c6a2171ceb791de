/** The part of onnxruntime's modules that training uses; onnxruntime-node and onnxruntime-web have it. */
export interface OrtModule {
  readonly Tensor: new (dtype: never, data: never, dims: readonly number[]) => unknown;
  readonly InferenceSession: { create(bytes: Uint8Array, options: object): Promise<OrtSession> };
}

export interface OrtSession {
  run(feeds: object, fetches: object): Promise<object>;
  release(): Promise<void>;
}
