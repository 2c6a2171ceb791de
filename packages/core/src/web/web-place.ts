import type { ServerPlace } from "../worker/session-server.ts";

/** A browser's worker. Threads need SharedArrayBuffer, which a page has only when it is cross-origin isolated. */
export const webPlace: ServerPlace = {
  load: (_, url) => (url === undefined ? import("onnxruntime-web/wasm") : import(/* @vite-ignore */ url)),
  wasmThreads: (asked) => (globalThis.crossOriginIsolated ? asked : 1),
};
