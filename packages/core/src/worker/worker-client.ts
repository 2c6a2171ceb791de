import { TinyCatsError } from "@tiny-cats/schema/errors";
import { revive } from "./revive.ts";
import type { Replies, Reply, Request } from "./session-protocol.ts";

/** A thread that runs the session server, of Node's kind or the browser's. */
export interface WorkerThread {
  post(message: unknown, transfer: ArrayBuffer[]): void;
  /** Hears the thread's answers, and its end with what caused it. */
  listen(hear: { reply(reply: Reply): void; end(cause: unknown): void }): void;
  /** Whether the thread has work: an idle one keeps no process alive. */
  busy(busy: boolean): void;
  terminate(): Promise<void>;
}

/** One worker thread that is asked questions. */
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

/** Questions of a kind, and how many of them the thread is asked at once: those that wait here can still be taken back. */
interface Lane {
  queue: Waiting[];
  free: number;
}

/** A client of `thread`; `together` batches of pictures may be with it at once. */
export function createWorkerClient(thread: WorkerThread, { together }: { together: number }): WorkerClient {
  const out = new Map<number, { waiting: Waiting; lane: Lane }>();
  const pictures: Lane = { queue: [], free: together };
  const others: Lane = { queue: [], free: 1 };
  let alive = true;
  let id = 0;
  thread.busy(false);

  function next(lane: Lane): void {
    while (lane.free > 0 && lane.queue.length > 0) {
      const waiting = lane.queue.shift()!;
      try {
        thread.post({ id: ++id, request: waiting.request }, waiting.transfer);
        out.set(id, { waiting, lane });
        lane.free--;
      } catch (error) {
        waiting.reject(revive({ message: String((error as Error).message) }));
      }
    }
    thread.busy(out.size > 0);
  }

  thread.listen({
    reply(reply) {
      const asked = out.get(reply.id);
      if (!asked) return;
      const { waiting, lane } = asked;
      out.delete(reply.id);
      lane.free++;
      if ("ok" in reply) waiting.resolve(reply.ok as never);
      else waiting.reject(revive(reply.error));
      next(lane);
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
    const asked = [...out.values()].map(({ waiting }) => waiting);
    for (const { reject } of [...asked, ...pictures.queue.splice(0), ...others.queue.splice(0)]) reject(error);
    out.clear();
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
        const lane = request.kind === "classify" ? pictures : others;
        const abort = () => {
          const place = lane.queue.indexOf(waiting);
          if (place >= 0) lane.queue.splice(place, 1);
          waiting.reject(signal?.reason);
        };
        function finish(settle: (value: never) => void) {
          return (value: never) => {
            signal?.removeEventListener("abort", abort);
            settle(value);
          };
        }
        signal?.addEventListener("abort", abort, { once: true });
        lane.queue.push(waiting);
        next(lane);
      });
    },
    async terminate() {
      die(undefined);
      await thread.terminate();
    },
  };
}
