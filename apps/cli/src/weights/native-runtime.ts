import { extname } from "node:path";
import type { OnnxRuntime } from "@tiny-cats/architectures/node";
import { startNativeThread } from "@tiny-cats/core/native-thread";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { GraphRun } from "./graph-worker.ts";

/** onnxruntime-node as it is installed, in a thread of its own for each graph; undefined where it is not. */
export async function nativeRuntime(): Promise<OnnxRuntime | undefined> {
  const runtime = await import("onnxruntime-node").catch(() => undefined);
  if (!runtime) return undefined;
  const { versions } = runtime.env;
  return {
    name: `onnxruntime-node ${versions.node ?? versions.common}`,
    async run(path, inputs, { signal }) {
      signal?.throwIfAborted();
      const workerData: GraphRun = { path, inputs };
      const url = new URL(`./graph-worker${extname(import.meta.url)}`, import.meta.url);
      const { worker, terminate } = startNativeThread(url, { workerData });
      const stop = () => void terminate();
      signal?.addEventListener("abort", stop);
      try {
        return await new Promise((resolve, reject) => {
          worker.once("message", resolve);
          worker.once("error", (cause) => reject(runFailed(path, cause)));
          worker.once("exit", () => reject(signal?.reason ?? runFailed(path, "its thread has ended")));
        });
      } finally {
        signal?.removeEventListener("abort", stop);
        await terminate();
      }
    },
  };
}

function runFailed(path: string, cause: unknown): TinyCatsError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TinyCatsError("run-failed", `onnxruntime-node can't run ${path}: ${reason}`, {
    value: path,
    remedy: "check that the graph is whole and that this runtime knows its operators",
    cause,
  });
}
