import type { Preprocessing } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { RgbImage } from "../image/rgb-image.ts";
import type { Session } from "../session.ts";
import { type Device, type Runtime, transferable } from "./session-protocol.ts";
import { createWorkerClient, type WorkerClient, type WorkerThread } from "./worker-client.ts";

export interface PoolOptions {
  /** Threads that hold sessions, started as they are needed; 2 unless told. */
  workers?: number;
  /** Runs that may wait for one session before further ones are refused; 256 unless told. */
  queueLimit?: number;
}

export interface LoadOptions {
  /** Runtimes to try, in order; the native one first unless told. */
  runtimes?: readonly Runtime[];
  /** Threads one run of the native runtime may use; as many as the machine runs at once unless told. The WebAssembly one uses 1. */
  threads?: number;
  /** What the graph runs on in a browser; "wasm" unless told. Elsewhere "webgpu" is refused, and "auto" is what there is. */
  device?: Device;
  signal?: AbortSignal;
}

/** A session in a worker thread, which also makes a classifier's pixels there. */
export interface WorkerSession extends Session {
  /** A picture as the classifier wants it, f32 [3, height, width]; the picture is handed over and not to be used afterwards. */
  preprocess(image: RgbImage, spec: Preprocessing): Promise<Float32Array>;
}

/** Where a pool's threads live. */
export interface PoolPlace {
  spawn(): WorkerThread;
  /** The runtimes tried there unless told. */
  runtimes: readonly Runtime[];
  /** The threads a run may use there unless told. */
  threads: number;
  /** Where the WebAssembly runtime is imported from, for those who bundle nothing. */
  runtimeUrl?: string;
  /** Where the runtime that knows WebGPU is imported from, likewise. */
  webgpuUrl?: string;
}

/** Worker threads that hold sessions, so that no run blocks the caller's event loop. */
export interface WorkerPool {
  /** Loads a graph; `bytes` are handed over and not to be used afterwards. */
  load(bytes: Uint8Array, options?: LoadOptions): Promise<WorkerSession>;
  /** Stops every worker. Sessions still open reject what they are asked. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A pool of long-lived workers. An idle one never keeps the process alive.
 *
 * Its methods throw TinyCatsError: "queue-full", "session-disposed", "worker-crashed", "no-runtime", "invalid-model", "run-failed",
 * "no-webgpu", "webgpu-lost", "unknown-device".
 */
export function createPool(
  { spawn, runtimes: known, threads: most, runtimeUrl, webgpuUrl }: PoolPlace,
  { workers = 2, queueLimit = 256 }: PoolOptions = {},
): WorkerPool {
  const clients: WorkerClient[] = [];
  let nextSession = 1;

  /** The least busy live worker, or a new one while there is room. */
  function pick(): WorkerClient {
    for (const dead of clients.filter(({ alive }) => !alive)) clients.splice(clients.indexOf(dead), 1);
    const idle = clients.find(({ load }) => load === 0);
    if (idle) return idle;
    if (clients.length < workers) {
      clients.push(createWorkerClient(spawn()));
      return clients[clients.length - 1];
    }
    return clients.reduce((a, b) => (b.load < a.load ? b : a));
  }

  async function load(
    bytes: Uint8Array,
    { runtimes = known, threads = most, device, signal }: LoadOptions = {},
  ): Promise<WorkerSession> {
    signal?.throwIfAborted();
    const client = pick();
    const id = nextSession++;
    const release = () => client.ask({ kind: "release", session: id });
    client.load++;
    let open = true;
    let waiting = 0;
    const { inputs, outputs, runtime, provider } = await client
      .ask({ kind: "load", session: id, bytes, runtimes, threads, runtimeUrl, device, webgpuUrl }, transferable(bytes))
      .catch((error) => {
        client.load--;
        throw error;
      });

    const session: WorkerSession = {
      inputs,
      outputs,
      runtime,
      provider,
      async run(feeds, { signal } = {}) {
        signal?.throwIfAborted();
        if (!open) throw disposed();
        if (waiting >= queueLimit) throw queueFull(queueLimit);
        waiting++;
        try {
          const arrays = Object.values(feeds).map(({ data }) => data);
          return await client.ask({ kind: "run", session: id, feeds }, transferable(...arrays), signal);
        } finally {
          waiting--;
        }
      },
      async preprocess(image, spec) {
        return client.ask({ kind: "preprocess", image, spec }, transferable(image.data));
      },
      async dispose() {
        if (!open) return;
        open = false;
        client.load--;
        if (client.alive) await release();
      },
      [Symbol.asyncDispose]: () => session.dispose(),
    };
    if (signal?.aborted) await session.dispose();
    signal?.throwIfAborted();
    return session;
  }

  async function dispose(): Promise<void> {
    await Promise.all(clients.splice(0).map((client) => client.terminate()));
  }

  return { load, dispose, [Symbol.asyncDispose]: dispose };
}

function disposed(): TinyCatsError {
  return new TinyCatsError("session-disposed", "the session was disposed of", {
    remedy: "load the model again before running it",
  });
}

function queueFull(limit: number): TinyCatsError {
  return new TinyCatsError("queue-full", `${limit} runs are waiting for this session already`, {
    value: limit,
    remedy: "wait for earlier runs, send fewer at once, or raise queueLimit",
  });
}
