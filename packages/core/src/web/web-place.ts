import type { ServerPlace } from "../worker/session-server.ts";
import { GPU_PATIENCE } from "../worker/start-session.ts";
import { within } from "../worker/within.ts";

/** A browser's worker. Threads need SharedArrayBuffer, which a page has only when it is cross-origin isolated. */
export const webPlace: ServerPlace = {
  load: (_, url) => (url === undefined ? import("onnxruntime-web/wasm") : import(/* @vite-ignore */ url)),
  wasmThreads: (asked) => (globalThis.crossOriginIsolated ? asked : 1),
  async webgpu(url) {
    const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<object | null> } };
    if (!gpu) throw new Error("the browser has none, or the page is not a secure context");
    const late = () => new Error(`the browser told of no GPU adapter within ${GPU_PATIENCE / 1000} seconds`);
    if (!(await within(GPU_PATIENCE, gpu.requestAdapter(), late))) throw new Error("the browser offers no GPU adapter");
    if (url !== undefined) return import(/* @vite-ignore */ url);
    // The build that needs no JSPI has a file of 26.8 MB, which many hosts refuse: only those bring it along who name it.
    if (!("Suspending" in WebAssembly)) throw new Error("the browser lacks JSPI, and no webgpuUrl was given");
    return import("onnxruntime-web/jspi");
  },
};
