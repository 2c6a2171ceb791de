/** What runs a graph and why, where the choice was left to this package by `device: "auto"`. */
export interface ProviderChoice {
  chosen: "webgpu" | "wasm" | "cpu";
  /** One sentence for people: what stood against WebGPU, or by how much it is faster. */
  reason: string;
  /** Milliseconds of one run of one made-up item, after a run that is not counted. */
  wasmMs?: number;
  webgpuMs?: number;
  /** Largest gap between WebGPU's numbers and those of WebAssembly, relative to the largest of an output's; 0 to 1e-3 where it may serve. */
  gap?: number;
}
