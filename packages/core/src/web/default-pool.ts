import type { WorkerPool } from "../worker/worker-pool.ts";
import { createWorkerPool } from "./create-worker-pool.ts";

let shared: WorkerPool | undefined;

/** The pool that serves whoever brings none; made at first use. */
export function defaultPool(): WorkerPool {
  shared ??= createWorkerPool();
  return shared;
}
