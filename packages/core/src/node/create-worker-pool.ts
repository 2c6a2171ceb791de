import { availableParallelism } from "node:os";
import { extname } from "node:path";
import type { WorkerThread } from "../worker/worker-client.ts";
import { createPool, type PoolOptions, type WorkerPool } from "../worker/worker-pool.ts";
import { startNativeThread } from "./native-thread/start-native-thread.ts";

/**
 * A pool of long-lived worker threads. An idle one never keeps the process alive.
 *
 * Its methods throw TinyCatsError: "queue-full", "session-disposed", "worker-crashed", "no-runtime", "invalid-model", "run-failed".
 */
export function createWorkerPool(options?: PoolOptions): WorkerPool {
  return createPool(
    { spawn, runtimes: ["onnxruntime-node", "onnxruntime-web"], threads: availableParallelism() },
    options,
  );
}

function spawn(): WorkerThread {
  // The worker stands beside this file, built or not.
  const { worker, terminate } = startNativeThread(
    new URL(`./session-worker${extname(import.meta.url)}`, import.meta.url),
  );
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen({ reply, end }) {
      worker.on("message", reply);
      worker.on("error", end);
      worker.on("exit", () => end(undefined));
    },
    busy: (busy) => (busy ? worker.ref() : worker.unref()),
    terminate,
  };
}
