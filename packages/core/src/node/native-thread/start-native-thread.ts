import { Worker } from "node:worker_threads";
import { awaitCalls, forbidCalls, type NativeCalls, nativeCalls } from "./native-calls.ts";

/** A thread whose native calls are let end before it is. */
export interface NativeThread {
  worker: Worker;
  /** Ends the thread, once its `nativeCall` under way has returned, however long that takes. To be used in place of the worker's own. */
  terminate(): Promise<void>;
}

/** Milliseconds that a process's end waits for calls; what runs longer than that is stopped as it was ever. */
const PATIENCE = 60_000;

const live = new Set<NativeCalls>();

/**
 * Starts a thread that calls native code through `nativeCall`. A thread that is stopped while such a call is under way brings the whole process down
 * with SIGABRT, since the addon can't make its result any more; neither `terminate` nor the process's end stops this one then.
 */
export function startNativeThread(url: URL, { workerData }: { workerData?: object } = {}): NativeThread {
  const calls = nativeCalls();
  const worker = new Worker(url, { workerData: { ...workerData, nativeCalls: calls } });
  if (live.size === 0) process.on("exit", awaitAll);
  live.add(calls);
  worker.once("exit", () => {
    live.delete(calls);
    if (live.size === 0) process.off("exit", awaitAll);
  });
  return {
    worker,
    async terminate() {
      if (!live.has(calls)) return;
      if (forbidCalls(calls)) return void (await worker.terminate());
      worker.ref();
      await new Promise((resolve) => worker.once("exit", resolve));
    },
  };
}

function awaitAll(): void {
  awaitCalls(live, PATIENCE);
}
