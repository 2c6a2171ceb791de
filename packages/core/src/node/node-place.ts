import type { ServerPlace } from "../worker/session-server.ts";

/** Node's threads. The runtimes are named one by one: a bundler leaves them alone, and neither is loaded unless asked for. */
export const nodePlace: ServerPlace = {
  load: (runtime) => (runtime === "onnxruntime-node" ? import("onnxruntime-node") : import("onnxruntime-web/wasm")),
  // The WebAssembly runtime's threads need a browser's workers: in Node it fails with more than one.
  wasmThreads: () => 1,
  // A thread that draws has no use for it.
  readEncoded: async (...picture) => (await import("./read-encoded.ts")).readEncoded(...picture),
};
