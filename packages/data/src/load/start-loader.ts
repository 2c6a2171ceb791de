import { extname } from "node:path";
import type { RgbImage } from "@tiny-cats/core";
import { type NativeThread, startNativeThread } from "@tiny-cats/core/native-thread";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { LoadReply } from "./load-reply.ts";
import type { LoadRequest, PictureJob } from "./picture-job.ts";

/** Threads that make pictures. */
export interface Loader {
  /** The picture of a job; jobs begin in the order they are given in. */
  load(job: PictureJob): Promise<RgbImage>;
  /** Whether the threads keep the process alive; not unless told. */
  hold(on: boolean): void;
  /** Ends the threads; what they have not made yet fails with `reason`. */
  end(reason: unknown): Promise<void>;
}

interface Task {
  request: LoadRequest;
  resolve(picture: RgbImage): void;
  reject(reason: unknown): void;
}

interface Thread extends NativeThread {
  tasks: Map<number, Task>;
}

/** What a thread is given to do in advance, for when this one is too busy to hand it more. */
const AT_ONCE = 16;

export function startLoader(count: number, { maxPixels }: { maxPixels?: number }): Loader {
  const waiting: Task[] = [];
  const threads: Thread[] = Array.from({ length: count }, start);
  let next = 0;
  let over: { reason: unknown } | undefined;

  function start(): Thread {
    // The worker stands beside this file, built or not.
    const url = new URL(`./load-worker${extname(import.meta.url)}`, import.meta.url);
    const thread: Thread = { ...startNativeThread(url), tasks: new Map() };
    thread.worker.unref();
    thread.worker.on("message", (reply: LoadReply) => settle(thread, reply));
    thread.worker.on("error", (cause) => fail(crashed(cause)));
    thread.worker.on("exit", () => fail(crashed()));
    return thread;
  }

  function settle(thread: Thread, reply: LoadReply): void {
    const task = thread.tasks.get(reply.id);
    thread.tasks.delete(reply.id);
    if ("picture" in reply) task?.resolve(reply.picture);
    else
      task?.reject(
        "refused" in reply ? new TinyCatsError(reply.refused.code, reply.refused.message, reply.refused) : reply.failed,
      );
    dispatch();
  }

  /** Gives waiting jobs to the threads that have least to do. */
  function dispatch(): void {
    while (waiting.length > 0) {
      const idlest = threads.reduce((least, thread) => (thread.tasks.size < least.tasks.size ? thread : least));
      if (idlest.tasks.size >= AT_ONCE) return;
      const task = waiting.shift()!;
      idlest.tasks.set(task.request.id, task);
      idlest.worker.postMessage(task.request);
    }
  }

  function fail(reason: unknown): void {
    over ??= { reason };
    for (const { tasks } of threads) {
      for (const task of tasks.values()) task.reject(over.reason);
      tasks.clear();
    }
    for (const task of waiting.splice(0)) task.reject(over.reason);
  }

  return {
    load: ({ path, head, augment }) =>
      new Promise((resolve, reject) => {
        if (over) return reject(over.reason);
        waiting.push({ request: { id: next++, job: { path, head, augment }, maxPixels }, resolve, reject });
        dispatch();
      }),
    hold(on) {
      for (const { worker } of threads) on ? worker.ref() : worker.unref();
    },
    async end(reason) {
      fail(reason);
      await Promise.all(threads.map(({ terminate }) => terminate()));
    },
  };
}

function crashed(cause?: unknown): TinyCatsError {
  const why = cause instanceof Error ? `: ${cause.message}` : "";
  return new TinyCatsError("worker-crashed", `a thread that loads pictures has ended${why}`, {
    remedy: "load with fewer threads if memory was short, or leave out the picture it ends with",
    cause,
  });
}
