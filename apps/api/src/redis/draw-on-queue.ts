import { join } from "node:path";
import type { DrawOptions, DrawRequest } from "@tiny-cats/core";
import { drawingFileName, generationMetadata } from "@tiny-cats/core/drawings";
import type { ModelSource } from "@tiny-cats/core/node";
import { type DrawingSettings, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { makeFolder, readFileBounded, removeStaleTemporaries, sha256, writeFileAtomic } from "@tiny-cats/files";
import { atMost } from "@tiny-cats/files/at-most";
import type { GenerationManifest } from "@tiny-cats/schema";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import { drawingsOf } from "../models/drawings-of.ts";
import { findModels } from "../models/find-models.ts";
import type { ServedModel } from "../models/served-model.ts";
import { connectRedis } from "./connect-redis.ts";
import { createJobClient, type JobClient } from "./job-client.ts";
import { drawingId, drawingKey, queueName } from "./names.ts";
import type { RedisOptions } from "./redis-options.ts";

/** A drawing in its file. */
export interface QueuedDrawing {
  settings: DrawingSettings;
  /** Its name inside the folder. */
  file: string;
  sha256: string;
  /** Whether it was there already. */
  kept: boolean;
}

export interface DrawOnQueueOptions extends Omit<DrawOptions, "batchSize" | "onStep"> {
  /** The model whose workers draw; of it no more than the manifest is read here. */
  source: ModelSource;
  redis: Pick<RedisOptions, "url">;
  /** Made where it is not there. Drawings that are there and carry these settings are kept, others of their names replaced. */
  folder: string;
  /** Drawings asked for and not written yet, at most; 500 unless told. */
  window?: number;
  /** In the order in which they are written. */
  onDrawing?: (drawing: QueuedDrawing) => void;
  /** Told after each `idleMs` in which nothing was drawn, ten seconds unless told, how many processes work on the queue. */
  onIdle?: (workers: number) => void;
  idleMs?: number;
}

/** Files that are read or written at once. */
const FILES = 16;
/** How often a drawing is asked for whose worker failed. */
const ATTEMPTS = 3;
/** Behind whoever waits for an answer. */
const PRIORITY = 10;
/** Milliseconds for which Redis keeps a drawing that lies in its file, for those who asked for it as well. */
const KEEP_WRITTEN_MS = 10_000;
const LARGEST_PNG = 64 << 20;

/**
 * Has the workers of a queue draw into a folder: a PNG for each request, such as Maine_Coon_000.png, then generation_metadata.json. A run that was
 * cut off goes on where it was when it is started again. Redis may come and go.
 *
 * The folder holds drawings of one seed, up to 65536 of each breed.
 *
 * @returns what was drawn and what was kept, in the order asked for
 * @throws what planDrawings throws of requests and settings, and a worker of a drawing; TinyCatsError "wrong-drawing"; FilesError of writing;
 * "invalid-redis-url", "redis-unreachable"; the signal's reason
 */
export async function drawOnQueue(
  requests: readonly DrawRequest[],
  {
    source,
    redis: { url },
    folder,
    window = 500,
    onDrawing,
    onIdle,
    idleMs = 10_000,
    signal,
    ...options
  }: DrawOnQueueOptions,
): Promise<QueuedDrawing[]> {
  const { generator } = await findModels({ generator: { source } }, { signal });
  const model = (generator as ServedModel<GenerationManifest>).found;
  const wanted = drawingsOf(requests, options, model);
  await makeFolder(folder);
  // What a run that was killed here left behind.
  await removeStaleTemporaries(folder);
  const queue = queueName(model);
  const redis = await connectRedis(url, { signal });
  let jobs: JobClient | undefined;
  let idle: NodeJS.Timeout | undefined;
  const failed = new AbortController();
  const ended = AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]);
  const files = atMost(FILES);
  try {
    const client = await createJobClient(redis, [queue]);
    jobs = client;
    const tellIdle = () =>
      client.workers(queue).then(
        (workers) => onIdle?.(workers),
        () => undefined,
      );
    idle = setInterval(tellIdle, idleMs);

    async function ask(settings: DrawingSettings, attempt = 1): Promise<Buffer> {
      const id = drawingId(settings);
      const spec = { id, queue, data: settings, resultKey: drawingKey(id), priority: PRIORITY };
      try {
        return await client.ask(spec, { signal: ended });
      } catch (error) {
        if (attempt === ATTEMPTS || !isTinyCatsError(error) || !error.code.startsWith("worker-")) throw error;
        return ask(settings, attempt + 1);
      }
    }

    async function obtain(settings: DrawingSettings): Promise<QueuedDrawing> {
      const file = drawingFileName(settings.breed, settings.index);
      const path = join(folder, file);
      const there = await files(() => drawnAlready(path, settings));
      if (there !== undefined) return { settings, file, sha256: there, kept: true };
      const png = await ask(settings);
      await check(png, settings);
      await files(async () => {
        ended.throwIfAborted();
        await writeFileAtomic(path, png);
      });
      redis.quick.pexpire(drawingKey(drawingId(settings)), KEEP_WRITTEN_MS).catch(() => undefined);
      return { settings, file, sha256: sha256(png), kept: false };
    }

    const drawn = new Array<QueuedDrawing>(wanted.length);
    const left = wanted.entries();
    async function drawOneByOne(): Promise<void> {
      for (const [place, settings] of left) {
        ended.throwIfAborted();
        drawn[place] = await obtain(settings);
        idle?.refresh();
        onDrawing?.(drawn[place]);
      }
    }
    const lines = Array.from({ length: Math.min(window, wanted.length) }, () =>
      drawOneByOne().catch((error) => {
        failed.abort(error);
        throw error;
      }),
    );
    await Promise.allSettled(lines);
    ended.throwIfAborted();
    const { labels } = model.manifest;
    // Which runtimes the workers have is not known here.
    const metadata = generationMetadata(
      { labels, manifest: model.manifest, runtime: "workers of a queue" },
      model,
      drawn,
    );
    await writeFileAtomic(join(folder, "generation_metadata.json"), `${JSON.stringify(metadata, null, 2)}\n`);
    return drawn;
  } finally {
    clearInterval(idle);
    await redis.giveUp();
    await jobs?.close();
    redis.close();
  }
}

/** The hash of a file that is this drawing, whole; undefined of another or none. */
async function drawnAlready(path: string, settings: DrawingSettings): Promise<string | undefined> {
  const png = await readFileBounded(path, { maxBytes: LARGEST_PNG }).catch(() => undefined);
  return png && (await isDrawing(png, settings)) ? sha256(png) : undefined;
}

/** Whether a PNG is whole and says that it was drawn with these settings. */
async function isDrawing(png: Uint8Array, settings: DrawingSettings): Promise<boolean> {
  try {
    return drawingId(readDrawingSettings(await readPngText(png))) === drawingId(settings);
  } catch {
    return false;
  }
}

async function check(png: Uint8Array, settings: DrawingSettings): Promise<void> {
  if (await isDrawing(png, settings)) return;
  throw new TinyCatsError("wrong-drawing", "what lies in Redis under a drawing's hash is not that drawing", {
    value: drawingKey(drawingId(settings)),
    remedy: "let nothing else write to this Redis below tiny-cats:, and remove that key",
  });
}
