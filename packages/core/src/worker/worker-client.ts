import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { PlainError, Replies, Reply, Request } from "./session-protocol.ts";

/** A thread that runs the session server, of Node's kind or the browser's. */
export interface WorkerThread {
  post(message: unknown, transfer: ArrayBuffer[]): void;
  /** Hears the thread's answers, and its end with what caused it. */
  listen(hear: { reply(reply: Reply): void; end(cause: unknown): void }): void;
  /** Whether the thread has work: an idle one keeps no process alive. */
  busy(busy: boolean): void;
  terminate(): Promise<void>;
}

/** One worker thread: asked questions, answering in order. */
export interface WorkerClient {
  readonly alive: boolean;
  /** Sessions that live here; the pool keeps count. */
  load: number;
  /** `signal` takes a question back while it waits; one under way is answered and the answer dropped. */
  ask<K extends Request["kind"]>(
    request: Extract<Request, { kind: K }>,
    transfer?: ArrayBuffer[],
    signal?: AbortSignal,
  ): Promise<Replies[K]>;
  terminate(): Promise<void>;
}

interface Waiting {
  request: Request;
  transfer: ArrayBuffer[];
  resolve(value: never): void;
  reject(error: unknown): void;
}

export function createWorkerClient(thread: WorkerThread): WorkerClient {
  const queue: Waiting[] = [];
  let current: Waiting | undefined;
  let alive = true;
  let id = 0;
  thread.busy(false);

  // One question is out at a time: those that wait here can still be taken back.
  function next(): void {
    current = queue.shift();
    if (!current) {
      thread.busy(false);
      return;
    }
    thread.busy(true);
    try {
      thread.post({ id: ++id, request: current.request }, current.transfer);
    } catch (error) {
      current.reject(revive({ message: String((error as Error).message) }));
      next();
    }
  }

  thread.listen({
    reply(reply) {
      if ("ok" in reply) current?.resolve(reply.ok as never);
      else current?.reject(revive(reply.error));
      next();
    },
    end: die,
  });

  function die(cause: unknown): void {
    if (!alive) return;
    alive = false;
    const error = new TinyCatsError("worker-crashed", "the thread that ran the model ended", {
      remedy: "load the model again; if it happens every time, give it less work at once or another runtime",
      cause,
    });
    for (const { reject } of [...(current ? [current] : []), ...queue.splice(0)]) reject(error);
    current = undefined;
  }

  return {
    load: 0,
    get alive() {
      return alive;
    },
    ask(request, transfer = [], signal) {
      return new Promise((resolve, reject) => {
        if (!alive)
          return reject(
            new TinyCatsError("worker-crashed", "the thread that ran the model has ended", {
              remedy: "load the model again",
            }),
          );
        const waiting: Waiting = { request, transfer, resolve: finish(resolve), reject: finish(reject) };
        const abort = () => {
          const place = queue.indexOf(waiting);
          if (place >= 0) queue.splice(place, 1);
          waiting.reject(signal?.reason);
        };
        function finish(settle: (value: never) => void) {
          return (value: never) => {
            signal?.removeEventListener("abort", abort);
            settle(value);
          };
        }
        signal?.addEventListener("abort", abort, { once: true });
        queue.push(waiting);
        if (!current) next();
      });
    },
    async terminate() {
      await thread.terminate();
      die(undefined);
    },
  };
}

/** An error of the worker's in our shape; what the runtime itself said becomes "run-failed". */
function revive({ message, code = "run-failed", remedy, value }: PlainError): TinyCatsError {
  return new TinyCatsError(code, message, {
    value,
    remedy: remedy ?? "check the names, types and dimensions of what the graph was given",
  });
}
