import type { Preprocessing } from "@tiny-cats/schema";
import type { RgbImage } from "../image/rgb-image.ts";
import type { ProviderChoice } from "../provider-choice.ts";
import type { TensorInfo } from "../session.ts";
import type { Tensor } from "../tensor.ts";

/** The runtimes a worker knows. */
export type Runtime = "onnxruntime-node" | "onnxruntime-web";

/** What a graph runs on in a browser: "auto" is WebGPU where it gives WebAssembly's numbers, and sooner. */
export type Device = "wasm" | "webgpu" | "auto";

/** What the pool asks of a worker. Requests are answered in the order they were sent. */
export type Request =
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
  | { kind: "preprocess"; image: RgbImage; spec: Preprocessing }
  | { kind: "release"; session: number };

/** What comes back for each kind of request. */
export interface Replies {
  load: { inputs: TensorInfo[]; outputs: TensorInfo[]; runtime: string; provider?: ProviderChoice };
  run: Record<string, Tensor>;
  preprocess: Float32Array;
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
