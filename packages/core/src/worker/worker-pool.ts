import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Session } from "../session.ts";
import { sessionDisposed } from "./session-disposed.ts";
import {
  type ClassifyRequest,
  type Device,
  type Replies,
  type Runtime,
  type SentPicture,
  transferable,
} from "./session-protocol.ts";
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

/** What is asked of a classifier's session. */
export interface PictureBatch extends Omit<ClassifyRequest, "kind" | "session" | "pictures"> {
  /** Called once the batch is accepted; the pictures are handed over and not to be used afterwards. */
  pictures: () => Promise<SentPicture[]>;
}

/** A session in a worker thread, which also reads a classifier's pictures there. */
export interface WorkerSession extends Session {
  /** Reads pictures beside each other and runs the graph on them. Batches may overtake each other. */
  classify(batch: PictureBatch, options?: { signal?: AbortSignal }): Promise<Replies["classify"]>;
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
  /** Loads a graph; its bytes are handed over and not to be used afterwards. Where they are still to be read, a thread is made ready meanwhile. */
  load(graph: Uint8Array | (() => Promise<Uint8Array>), options?: LoadOptions): Promise<WorkerSession>;
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
      clients.push(createWorkerClient(spawn(), { together: 2 * most }));
      return clients[clients.length - 1];
    }
    return clients.reduce((a, b) => (b.load < a.load ? b : a));
  }

  async function load(
    graph: Uint8Array | (() => Promise<Uint8Array>),
    { runtimes = known, threads = most, device, signal }: LoadOptions = {},
  ): Promise<WorkerSession> {
    signal?.throwIfAborted();
    const client = pick();
    const id = nextSession++;
    const release = () => client.ask({ kind: "release", session: id });
    client.load++;
    let open = true;
    const asked = new Set<Promise<unknown>>();

    async function start() {
      let bytes = graph;
      if (typeof bytes === "function") {
        // What goes wrong here goes wrong again when the graph is loaded, and is told then.
        if (device === undefined || device === "wasm")
          client.ask({ kind: "prepare", runtimes, runtimeUrl }).catch(() => undefined);
        bytes = await bytes();
      }
      signal?.throwIfAborted();
      const request = { kind: "load" as const, session: id, bytes, runtimes, threads, runtimeUrl, device, webgpuUrl };
      return client.ask(request, transferable(bytes));
    }

    /** Asks unless too many wait already or the session has ended. */
    async function queued<T>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
      signal?.throwIfAborted();
      if (!open) throw sessionDisposed();
      if (asked.size >= queueLimit) throw queueFull(queueLimit);
      const answer = ask();
      asked.add(answer);
      try {
        return await answer;
      } finally {
        asked.delete(answer);
      }
    }

    const { inputs, outputs, runtime, provider } = await start().catch((error) => {
      client.load--;
      throw error;
    });

    const session: WorkerSession = {
      inputs,
      outputs,
      runtime,
      provider,
      run(feeds, { signal } = {}) {
        const arrays = Object.values(feeds).map(({ data }) => data);
        return queued(() => client.ask({ kind: "run", session: id, feeds }, transferable(...arrays), signal), signal);
      },
      classify({ pictures: send, ...batch }, { signal } = {}) {
        return queued(async () => {
          const pictures = await send();
          signal?.throwIfAborted();
          const arrays = pictures.flatMap((picture) =>
            typeof picture === "string" ? [] : [picture instanceof Uint8Array ? picture : picture.data],
          );
          const request = { kind: "classify" as const, session: id, pictures, ...batch };
          return client.ask(request, transferable(...arrays), signal);
        }, signal);
      },
      async dispose() {
        if (!open) return;
        open = false;
        client.load--;
        await Promise.allSettled(asked);
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

function queueFull(limit: number): TinyCatsError {
  return new TinyCatsError("queue-full", `${limit} runs are waiting for this session already`, {
    value: limit,
    remedy: "wait for earlier runs, send fewer at once, or raise queueLimit",
  });
}
