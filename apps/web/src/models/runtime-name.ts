/** What runs a graph, for people: "onnxruntime-web 1.25.1 (wasm)" is "WebAssembly". */
export function runtimeName(runtime: string): string {
  if (runtime.endsWith("(webgpu)")) return "WebGPU";
  if (runtime.endsWith("(wasm)")) return "WebAssembly";
  return runtime;
}
