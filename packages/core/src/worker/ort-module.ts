import type { Tensor } from "../tensor.ts";

/** The part of a runtime's module that is used here; all of them have it. */
export interface OrtModule {
  Tensor: new (dtype: string, data: unknown, dims: readonly number[]) => unknown;
  InferenceSession: { create(bytes: Uint8Array, options: object): Promise<OrtSession> };
  env: {
    versions: Record<string, string | undefined>;
    wasm: { numThreads?: number };
    /** Where a runtime knows WebGPU: the device, once a session was created there. */
    webgpu?: { device?: { lost: Promise<{ message: string }> } };
  };
}

export interface OrtSession {
  inputNames: readonly string[];
  outputNames: readonly string[];
  /** Told by onnxruntime 1.22 and newer. */
  inputMetadata?: readonly OrtMetadata[];
  outputMetadata?: readonly OrtMetadata[];
  run(feeds: Record<string, unknown>): Promise<Record<string, OrtTensor>>;
  release(): Promise<void>;
}

export interface OrtTensor {
  type: string;
  data: Tensor["data"];
  dims: readonly number[];
}

export interface OrtMetadata {
  name: string;
  isTensor: boolean;
  type: string;
  shape: readonly (number | string)[];
}
