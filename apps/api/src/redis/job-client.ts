import { randomUUID } from "node:crypto";
import { isTinyCatsError, type TinyCatsError } from "@tiny-cats/schema/errors";
import { Queue, QueueEvents } from "bullmq";
import { ABANDONED, unpackError } from "./carried-error.ts";
import type { RedisConnections } from "./connect-redis.ts";
import { BULL } from "./names.ts";
import { notBegun } from "./too-late.ts";
import { joinWaiters, leaveWaiters } from "./waiters.ts";

/** Work whose result lies under a key once it is done, whoever asked for it. */
interface JobSpec {
  id: string;
  queue: string;
  data: object;
  resultKey: string;
  /** Behind all that have none; the lower, the sooner. */
  priority?: number;
  /** Puts there what the job needs; done again before each time it is asked for. */
  prepare?: () => Promise<unknown>;
}

interface AskOptions {
  signal?: AbortSignal;
  /** When the asker gives up, by performance.now(); shortly before, what no worker has begun is refused. */
  endsAt?: number;
}

export interface JobClient {
  /**
   * The result of a job: as it lies there, or when it is done. Equal jobs are done once, here and elsewhere.
   *
   * While Redis is away, or when the job is lost with it, it is asked for again until the asker gives up.
   *
   * @throws TinyCatsError that the worker threw; "too-busy"; the signal's reason
   */
  ask(spec: JobSpec, options?: AskOptions): Promise<Buffer>;
  /** Jobs by state, of each queue. */
  counts(): Promise<Record<string, Record<string, number>>>;
  /** Processes that work on a queue. */
  workers(queue: string): Promise<number>;
  close(): Promise<void>;
}

/** Milliseconds after which one who has heard nothing looks for himself. */
const LOOK_AGAIN_MS = 3000;
/** Less while Redis is away. */
const TRY_AGAIN_MS = 500;
/** Milliseconds before its deadline at which a job that was not begun is given up. */
const MARGIN_MS = 200;
/** Milliseconds for taking back what is not wanted any more, at the end. */
const GOODBYE_MS = 2000;
/** Events that a queue keeps for those who lost the connection. */
const EVENTS = 2000;

interface Awaited {
  spec: JobSpec;
  waiters: number;
  begun: boolean;
  failure?: TinyCatsError;
  result: Promise<Buffer>;
  /** Has it look whether the result is there. */
  look(): void;
  /** Nobody waits any more. */
  over: boolean;
}

/** Asks for jobs on queues and waits for what comes of them. */
export async function createJobClient(
  { quick, patient, up, onReturn }: RedisConnections,
  queueNames: readonly string[],
  { onError = () => undefined }: { onError?: (error: Error) => void } = {},
): Promise<JobClient> {
  const process = randomUUID();
  const awaited = new Map<string, Awaited>();
  const queues = new Map(queueNames.map((name) => [name, openQueue(name)]));
  const events = queueNames.map(listen);
  await Promise.all([...events, ...queues.values()].map((one) => one.waitUntilReady()));
  onReturn(() => {
    for (const one of awaited.values()) one.look();
  });

  function openQueue(name: string): Queue {
    const queue = new Queue(name, { ...BULL, connection: quick, streams: { events: { maxLen: EVENTS } } });
    return queue.on("error", onError);
  }

  function listen(name: string): QueueEvents {
    const heard = new QueueEvents(name, { ...BULL, connection: patient });
    heard.on("error", onError);
    heard.on("active", ({ jobId }) => {
      const one = awaited.get(jobId);
      if (one) one.begun = true;
    });
    heard.on("completed", ({ jobId }) => awaited.get(jobId)?.look());
    heard.on("failed", ({ jobId, failedReason }) => {
      const one = awaited.get(jobId);
      if (!one) return;
      if (failedReason !== ABANDONED) one.failure = unpackError(failedReason);
      one.look();
    });
    return heard;
  }

  /** Looks for the result, and sees to it that somebody makes it. */
  async function step({ spec, failure }: Awaited): Promise<Buffer | undefined> {
    const { id, queue, data, resultKey, priority, prepare } = spec;
    const found = await quick.getBuffer(resultKey);
    if (found) return found;
    if (failure) throw failure;
    await prepare?.();
    await joinWaiters(quick, id, process);
    await queues.get(queue)?.add(queue, data, { jobId: id, priority, removeOnComplete: true, removeOnFail: true });
    return undefined;
  }

  async function pursue(one: Awaited): Promise<Buffer> {
    for (;;) {
      const heard = new Promise<void>((resolve) => {
        one.look = resolve;
      });
      let wait = LOOK_AGAIN_MS;
      try {
        const found = await step(one);
        if (found) return found;
      } catch (error) {
        if (isTinyCatsError(error)) throw error;
        onError(error as Error);
        wait = TRY_AGAIN_MS;
      }
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([heard, new Promise<void>((resolve) => (timer = setTimeout(resolve, wait)))]);
      clearTimeout(timer);
      if (one.over) throw new Error("nobody waits");
    }
  }

  function join(spec: JobSpec): Awaited {
    const there = awaited.get(spec.id);
    if (there) return there;
    const one: Awaited = {
      spec,
      waiters: 0,
      begun: false,
      over: false,
      look: () => undefined,
      result: Promise.resolve(Buffer.alloc(0)),
    };
    awaited.set(spec.id, one);
    one.result = pursue(one).finally(() => {
      if (awaited.get(spec.id) === one) awaited.delete(spec.id);
    });
    one.result.catch(() => undefined);
    return one;
  }

  /** A job that still waits is taken back when the last who wanted it has left; one that runs goes on, and its result is kept. */
  async function leave(one: Awaited): Promise<void> {
    const { id, queue } = one.spec;
    one.over = true;
    awaited.delete(id);
    one.look();
    // A step that is under way might add it after it was removed: its turn comes first.
    await one.result.catch(() => undefined);
    if (awaited.has(id)) return;
    const others = await leaveWaiters(quick, id, process);
    if (others === 0 && !awaited.has(id)) await queues.get(queue)?.remove(id);
  }

  const leaving = new Set<Promise<void>>();

  async function ask(spec: JobSpec, { signal, endsAt }: AskOptions = {}): Promise<Buffer> {
    signal?.throwIfAborted();
    const one = join(spec);
    one.waiters++;
    let timer: NodeJS.Timeout | undefined;
    let onAbort: () => void = () => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal?.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      if (endsAt === undefined) return;
      const patience = endsAt - performance.now();
      const giveUp = () => (up() && one.begun ? undefined : reject(notBegun(!up())));
      timer = setTimeout(giveUp, Math.max(patience - MARGIN_MS, patience * 0.9));
    });
    try {
      return await Promise.race([one.result, givenUp]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      one.waiters--;
      if (one.waiters === 0 && awaited.get(spec.id) === one) {
        const left = leave(one).catch(() => undefined);
        leaving.add(left);
        void left.finally(() => leaving.delete(left));
      }
    }
  }

  return {
    ask,
    async counts() {
      const rows = [...queues].map(
        async ([name, queue]) => [name, await queue.getJobCounts("waiting", "prioritized", "active")] as const,
      );
      return Object.fromEntries(await Promise.all(rows));
    },
    workers: async (queue) => (await queues.get(queue)?.getWorkersCount()) ?? 0,
    async close() {
      // Where Redis is away nobody says goodbye; the connections end with those they were made of.
      const left = Promise.all(leaving).then(() =>
        Promise.all([...events, ...queues.values()].map((one) => one.close().catch(onError))),
      );
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([left, new Promise((resolve) => (timer = setTimeout(resolve, GOODBYE_MS)))]);
      clearTimeout(timer);
    },
  };
}
