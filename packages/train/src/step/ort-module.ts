/** The part of onnxruntime's modules that training uses; onnxruntime-node and onnxruntime-web have it. */
export interface OrtModule {
  readonly Tensor: new (dtype: never, data: never, dims: readonly number[]) => unknown;
  readonly InferenceSession: { create(bytes: Uint8Array, options: object): Promise<unknown> };
  readonly env?: { readonly versions?: { readonly node?: string; readonly web?: string; readonly common?: string } };
}

/** What training does with a session. */
export interface OrtSession {
  run(
    feeds: object,
  ): Promise<Readonly<Record<string, { readonly data: Float32Array; readonly dims: readonly number[] }>>>;
  release(): Promise<void>;
}
