import type { Classification } from "@tiny-cats/core";
import type { DrawingSettings } from "@tiny-cats/core/png";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type Job, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Engine } from "../engine/engine.ts";
import type { ServedModels } from "../models/served-model.ts";
import { ABANDONED, packError } from "./carried-error.ts";
import { classificationText } from "./classification-text.ts";
import { BULL, classificationKey, drawingId, drawingKey, pictureKey, queueName } from "./names.ts";
import { isWatched, tellProgress } from "./progress.ts";
import { countWaiters } from "./waiters.ts";

export interface WorkersOptions {
  /** Drawings and pictures under way at once. */
  drawings: number;
  pictures: number;
  /** Milliseconds for which a drawing is kept. */
  keepDrawingsMs?: number;
  /** Milliseconds after which a job is given to another when this process is not heard of. */
  lockMs?: number;
  onError?: (error: Error) => void;
}

export interface Workers {
  /** Takes no new job and ends those under way; after `graceMs` they are left to others. */
  close(options: { graceMs: number }): Promise<void>;
}

/** Milliseconds for which a classification is kept. */
const KEEP_CLASSIFICATION_MS = 60_000;
/** How often the job of a worker that was lost is given to another. */
const MOST_STALLS = 5;

/** Takes jobs of these models from their queues and does them on an engine. */
export async function startWorkers(
  { classifier, generator }: ServedModels,
  engine: Engine,
  redis: Redis,
  options: WorkersOptions,
): Promise<Workers> {
  const { drawings, pictures, keepDrawingsMs = 3_600_000, lockMs = 10_000, onError = () => undefined } = options;

  function work<T>(name: string, concurrency: number, run: (job: Job<T>, id: string) => Promise<void>): Worker {
    const once = async (job: Job<T>) => {
      const id = job.id as string;
      try {
        if ((await countWaiters(redis, id)) === 0) throw new Error(ABANDONED);
        await run(job, id);
      } catch (error) {
        throw (error as Error).message === ABANDONED ? error : packError(error);
      }
    };
    const worker = new Worker(name, once, {
      ...BULL,
      connection: redis,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: MOST_STALLS,
      runRetryDelay: 1000,
    });
    return worker.on("error", onError);
  }

  async function draw({ data }: Job<DrawingSettings>, id: string): Promise<void> {
    if (drawingId(data) !== id || data.modelSha256 !== generator?.found.graph.sha256) throw notOurs();
    const key = drawingKey(id);
    if (await redis.exists(key)) return;
    const watched = await isWatched(redis, id);
    const onStep = watched
      ? (progress: Parameters<typeof tellProgress>[2]) => tellProgress(redis, id, progress)
      : undefined;
    const png = await engine.draw(data, { onStep });
    await redis.set(key, Buffer.from(png), "PX", keepDrawingsMs);
  }

  async function classify({ data }: Job<{ picture: string }>, id: string): Promise<void> {
    const key = classificationKey(id);
    if (await redis.exists(key)) return;
    const picture = await redis.getBuffer(pictureKey(data.picture));
    // Whoever still waits puts it there again, and the job too.
    if (!picture) throw new Error(ABANDONED);
    const found: Classification = await engine.classify(picture, {});
    await redis.set(key, classificationText(found), "PX", KEEP_CLASSIFICATION_MS);
    await redis.unlink(pictureKey(data.picture));
  }

  const workers = [
    ...(generator ? [work(queueName(generator.found), drawings, draw)] : []),
    ...(classifier ? [work(queueName(classifier.found), pictures, classify)] : []),
  ];
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));

  return {
    async close({ graceMs }) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, graceMs);
      });
      await Promise.race([Promise.all(workers.map((worker) => worker.close())), late]);
      clearTimeout(timer);
    },
  };
}

function notOurs(): TinyCatsError {
  return new TinyCatsError("worker-failed", "a job's drawing is none of this worker's model, or has another id", {
    value: undefined,
    remedy: "use one version of this program on all machines that share a Redis",
  });
}
