import type { ServerPlace } from "../worker/session-server.ts";

/** A browser's worker. Threads need SharedArrayBuffer, which a page has only when it is cross-origin isolated. */
export const webPlace: ServerPlace = {
  load: (_, url) => (url === undefined ? import("onnxruntime-web/wasm") : import(/* @vite-ignore */ url)),
  wasmThreads: (asked) => (globalThis.crossOriginIsolated ? asked : 1),
  async webgpu(url) {
    const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<object | null> } };
    if (!gpu) throw new Error("the browser has none, or the page is not a secure context");
    if (!(await gpu.requestAdapter())) throw new Error("the browser offers no GPU adapter");
    if (url !== undefined) return import(/* @vite-ignore */ url);
    // The build that needs no JSPI has a file of 26.8 MB, which many hosts refuse: only those bring it along who name it.
    if (!("Suspending" in WebAssembly)) throw new Error("the browser lacks JSPI, and no webgpuUrl was given");
    return import("onnxruntime-web/jspi");
  },
};
