import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { WorkerThread } from "../worker/worker-client.ts";
import { createPool, type PoolOptions, type WorkerPool } from "../worker/worker-pool.ts";

export interface WebPoolOptions extends PoolOptions {
  /** Starts a worker of your own, which runs this package's `web-worker.js`; the one beside this module unless told. */
  worker?: () => Worker;
  /** Where the worker imports the runtime from, for pages without a bundler: the address of `ort.wasm.bundle.min.mjs`. */
  runtimeUrl?: string | URL;
  /**
   * Where the worker imports the runtime for WebGPU from: the address of `ort.jspi.bundle.min.mjs`, or of `ort.webgpu.bundle.min.mjs`, which is
   * larger and serves browsers without JSPI too. Needed only by pages without a bundler, and for those browsers.
   */
  webgpuUrl?: string | URL;
}

const MOST_THREADS = 4;

/**
 * A pool of long-lived web workers.
 *
 * Its methods throw TinyCatsError: "queue-full", "session-disposed", "worker-crashed", "no-runtime", "invalid-model", "run-failed",
 * "no-webgpu", "webgpu-lost", "unknown-device".
 */
export function createWorkerPool({
  worker = ownWorker,
  runtimeUrl,
  webgpuUrl,
  ...options
}: WebPoolOptions = {}): WorkerPool {
  return createPool(
    {
      spawn: () => asThread(worker()),
      runtimes: ["onnxruntime-web"],
      threads: Math.min(MOST_THREADS, navigator.hardwareConcurrency || 1),
      runtimeUrl: absolute(runtimeUrl),
      webgpuUrl: absolute(webgpuUrl),
    },
    options,
  );
}

function absolute(url: string | URL | undefined): string | undefined {
  return url && new URL(url, globalThis.location?.href).href;
}

function ownWorker(): Worker {
  return new Worker(new URL("./web-worker.js", import.meta.url), { type: "module" });
}

function asThread(worker: Worker): WorkerThread {
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen({ reply, end }) {
      worker.onmessage = ({ data }) => reply(data);
      worker.onmessageerror = () => end(new Error("a message could not be read"));
      worker.onerror = (event) => {
        event.preventDefault();
        end(
          new TinyCatsError("worker-crashed", `the worker failed: ${event.message || "its file could not be loaded"}`, {
            remedy: "check that web-worker.js is served beside the page's scripts",
          }),
        );
        worker.terminate();
      };
    },
    // A page lives as long as it is open: there is nothing to keep it for.
    busy: () => undefined,
    terminate: async () => worker.terminate(),
  };
}
