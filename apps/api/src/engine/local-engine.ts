import { createWorkerPool, loadClassifier, loadGenerator, type WorkerPool } from "@tiny-cats/core/node";
import { drawingText, encodePng } from "@tiny-cats/core/png";
import type { ServedModels } from "../models/served-model.ts";
import { createBatcher } from "./batcher.ts";
import type { Engine } from "./engine.ts";
import { previewsTo } from "./previews.ts";
import { type Revivable, revivable } from "./revivable.ts";

export interface LocalEngineOptions {
  /** Threads that hold a classifier each, and a run uses one processor each. */
  classifiers: number;
  /** Threads that hold a generator each. */
  generators: number;
  /** Processors a run may use. */
  threads: number;
  /** Pictures a run of a classifier, at most. */
  batch: number;
  /** Pixels a picture may have. */
  maxPixels: number;
  onBatch?: (pictures: number) => void;
  /** Told of a thread that ended under its work, before it is started anew. */
  onCrash?: (error: unknown) => void;
  signal?: AbortSignal;
}

/** Batches that a classifier has at once: it reads the pictures of one while its graph runs on those of the other. */
export const TOGETHER = 2;

/**
 * Models in threads of this process.
 *
 * @throws what loading a model throws
 */
export async function createLocalEngine(models: ServedModels, options: LocalEngineOptions): Promise<Engine> {
  const { classifiers, generators, threads, batch, maxPixels, onBatch, onCrash, signal } = options;
  const { classifier, generator } = models;
  const pools: WorkerPool[] = [];
  const kept: Pick<Revivable<unknown>, "stop">[] = [];

  /** Each in a thread of its own, which ends with it. */
  async function load<T>(count: number, start: (pool: WorkerPool) => Promise<T>): Promise<Revivable<T>[]> {
    return Promise.all(
      Array.from({ length: count }, async () => {
        const pool = createWorkerPool({ workers: 1 });
        pools.push(pool);
        const one = await revivable(() => start(pool), { onEnd: onCrash });
        kept.push(one);
        return one;
      }),
    );
  }

  async function close(): Promise<void> {
    for (const one of kept) one.stop();
    await Promise.all(pools.map((pool) => pool.dispose()));
  }

  const [lookers, artists] = await Promise.all([
    load(classifier ? classifiers : 0, (pool) =>
      loadClassifier(graphOf(classifier!), { pool, threads, maxPixels, signal }),
    ),
    load(generator ? generators : 0, (pool) => loadGenerator(graphOf(generator!), { pool, threads, signal })),
  ]).catch(async (error) => {
    await close();
    throw error;
  });
  const classify = createBatcher(Array.from({ length: TOGETHER }, () => lookers).flat(), { most: batch, onBatch });
  const studio = artists.map((artist) => ({ artist, drawing: 0 }));

  return {
    classify,
    async draw(settings, { signal, onStep }) {
      const { breed, index, modelSha256: _, ...drawing } = settings;
      const place = studio.reduce((a, b) => (b.drawing < a.drawing ? b : a));
      place.drawing++;
      try {
        return await place.artist.use(async (generator) => {
          const previews = previewsTo(onStep, { signal });
          const drawings = generator.draw([{ breed, index }], {
            ...drawing,
            signal,
            onStep: previews?.show,
          });
          const { value } = await drawings.next();
          if (!value) throw new Error("a generator gave no drawing");
          await previews?.shown();
          return encodePng(value.image, { text: drawingText(value.settings) });
        });
      } finally {
        place.drawing--;
      }
    },
    close,
  };
}

function graphOf({ found: { folder, graph } }: { found: { folder: string; graph: { path: string } } }): string {
  return `${folder}/${graph.path}`;
}
