import type { Classifier, Generator } from "@tiny-cats/core";
import { createWorkerPool, loadClassifier, loadGenerator, type Picture } from "@tiny-cats/core/node";
import { drawingText, encodePng } from "@tiny-cats/core/png";
import type { ServedModels } from "../models/served-model.ts";
import { createBatcher } from "./batcher.ts";
import type { Engine } from "./engine.ts";
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

/**
 * Models in threads of this process.
 *
 * @throws what loading a model throws
 */
export async function createLocalEngine(models: ServedModels, options: LocalEngineOptions): Promise<Engine> {
  const { classifiers, generators, threads, batch, maxPixels, onBatch, onCrash, signal } = options;
  const { classifier, generator } = models;
  await using undo = new AsyncDisposableStack();

  /** Each in a thread of its own, which ends with it. */
  async function load<T extends Classifier<Picture> | Generator>(
    count: number,
    start: (pool: ReturnType<typeof createWorkerPool>) => Promise<T>,
  ): Promise<Revivable<T>[]> {
    return Promise.all(
      Array.from({ length: count }, async () => {
        const pool = undo.use(createWorkerPool({ workers: 1 }));
        return revivable(() => start(pool), { onEnd: onCrash });
      }),
    );
  }

  const [lookers, artists] = await Promise.all([
    load(classifier ? classifiers : 0, (pool) =>
      loadClassifier(graphOf(classifier!), { pool, threads, maxPixels, signal }),
    ),
    load(generator ? generators : 0, (pool) => loadGenerator(graphOf(generator!), { pool, threads, signal })),
  ]);
  const classify = createBatcher(lookers, { most: batch, onBatch });
  const idle = [...artists];
  const all = undo.move();

  return {
    classify,
    async draw(settings, { signal, onStep }) {
      const { breed, index, modelSha256: _, ...drawing } = settings;
      // Whoever calls keeps to as many drawings at once as there are generators.
      const artist = idle.pop() ?? artists[0];
      try {
        return await artist.use(async (generator) => {
          const drawings = generator.draw([{ breed, index }], {
            ...drawing,
            signal,
            onStep:
              onStep &&
              (({ step, steps, preview }) => {
                void encodePng(preview()[0]).then((png) => onStep({ step, steps, preview: png }));
              }),
          });
          const { value } = await drawings.next();
          if (!value) throw new Error("a generator gave no drawing");
          return encodePng(value.image, { text: drawingText(value.settings) });
        });
      } finally {
        idle.push(artist);
      }
    },
    close: () => all.disposeAsync(),
  };
}

function graphOf({ found: { folder, graph } }: { found: { folder: string; graph: { path: string } } }): string {
  return `${folder}/${graph.path}`;
}
