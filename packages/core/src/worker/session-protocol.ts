import type { Preprocessing } from "@tiny-cats/schema";
import type { RgbImage } from "../image/rgb-image.ts";
import type { ProviderChoice } from "../provider-choice.ts";
import type { TensorInfo } from "../session.ts";
import type { Tensor } from "../tensor.ts";

/** The runtimes a worker knows. */
export type Runtime = "onnxruntime-node" | "onnxruntime-web";

/** What a graph runs on in a browser: "auto" is WebGPU where it gives WebAssembly's numbers, and sooner. */
export type Device = "wasm" | "webgpu" | "auto";

/** A picture as it goes to a worker: pixels, an encoded file's bytes, or its path. */
export type SentPicture = RgbImage | Uint8Array | string;

/** A batch of pictures to classify. */
export interface ClassifyRequest {
  kind: "classify";
  session: number;
  pictures: SentPicture[];
  spec: Preprocessing;
  /** Names of the graph's input and output. */
  input: string;
  output: string;
  /** Pixels an encoded picture may have. */
  maxPixels: number;
}

/** What the pool asks of a worker. Loading, runs and releases are done in the order they were sent; pictures are read beside them. */
export type Request =
  | { kind: "prepare"; runtimes: readonly Runtime[]; runtimeUrl?: string }
  | {
      kind: "load";
      session: number;
      bytes: Uint8Array;
      runtimes: readonly Runtime[];
      threads: number;
      runtimeUrl?: string;
      device?: Device;
      webgpuUrl?: string;
    }
  | { kind: "run"; session: number; feeds: Record<string, Tensor> }
  | ClassifyRequest
  | { kind: "release"; session: number };

/** What comes back for each kind of request. */
export interface Replies {
  prepare: undefined;
  load: { inputs: TensorInfo[]; outputs: TensorInfo[]; runtime: string; provider?: ProviderChoice };
  run: Record<string, Tensor>;
  /** Logits of the pictures that could be read, side by side, and why the others could not. */
  classify: { logits: Float32Array; unreadable: { place: number; error: PlainError }[] };
  release: undefined;
}

/** An error as it crosses threads; `code` and `remedy` where it was one of ours. */
export interface PlainError {
  message: string;
  code?: string;
  remedy?: string;
  value?: unknown;
}

export type Reply = { id: number } & ({ ok: Replies[keyof Replies] } | { error: PlainError });

/** The buffers that may move to the other thread instead of being copied: those a tensor owns whole. */
export function transferable(...arrays: { buffer: ArrayBufferLike; byteLength: number }[]): ArrayBuffer[] {
  const whole = arrays.filter(
    ({ buffer, byteLength }) => buffer instanceof ArrayBuffer && buffer.byteLength === byteLength,
  );
  return [...new Set(whole.map(({ buffer }) => buffer as ArrayBuffer))];
}
