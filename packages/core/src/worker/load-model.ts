import type { Manifest } from "@tiny-cats/schema";
import { type Classifier, classifierIo } from "../classifier.ts";
import { classifierOver } from "../classifier-over.ts";
import { createGenerator, type Generator } from "../generator.ts";
import { wrongModel } from "../model-io.ts";
import { revive } from "./revive.ts";
import type { SentPicture } from "./session-protocol.ts";
import type { LoadOptions, WorkerPool, WorkerSession } from "./worker-pool.ts";

export interface LoadModelOptions extends LoadOptions {
  /** Where the session lives; a pool of its own that all share unless told. */
  pool?: WorkerPool;
}

/** A model found, wherever it is: its manifest, and its graph's bytes once asked for, held against the manifest's hash. */
export interface ReadableModel {
  manifest: Manifest;
  graph: { sha256: string };
  read(): Promise<Uint8Array>;
}

type ModelFor<T extends Manifest["task"]> = ReadableModel & { manifest: Extract<Manifest, { task: T }> };

/** Loads a model made for `task`. It is looked for and read while the thread gets ready. */
async function load<T extends Manifest["task"]>(
  find: () => Promise<ReadableModel>,
  pool: WorkerPool,
  { task, refusal, ...options }: LoadOptions & { task: T; refusal: string },
): Promise<{ session: WorkerSession; model: ModelFor<T> }> {
  let model: ReadableModel | undefined;
  const session = await pool.load(async () => {
    model = await find();
    if (model.manifest.task !== task) throw wrongModel(`${model.manifest.name} ${refusal}`, model.manifest.task);
    return model.read();
  }, options);
  return { session, model: model as ModelFor<T> };
}

/** How a classifier's pictures get to its thread. */
export interface SendingOptions<Picture> {
  /** What is sent for a picture. It is handed over: what is the caller's is copied. */
  send(picture: Picture): SentPicture | Promise<SentPicture>;
  /** Pixels an encoded picture may have; 100 million unless told. */
  maxPixels?: number;
}

/** A classifier in a worker thread. */
export async function startClassifier<Picture>(
  find: () => Promise<ReadableModel>,
  pool: WorkerPool,
  { send, maxPixels = 100e6, ...options }: LoadOptions & SendingOptions<Picture>,
): Promise<Classifier<Picture>> {
  const kind = { task: "image-classification" as const, refusal: "is no classifier" };
  const { session, model } = await load(find, pool, { ...options, ...kind });
  const { manifest } = model;
  const spec = manifest.preprocessing;
  try {
    const names = classifierIo(session, manifest);
    return classifierOver<Picture>(session, manifest, {
      ahead: 1,
      async answer(given, { signal }) {
        const pictures = () => Promise.all(given.map(send));
        const { logits, unreadable } = await session.classify({ pictures, spec, maxPixels, ...names }, { signal });
        return { logits, unreadable: unreadable.map(({ place, error }) => ({ place, error: revive(error) })) };
      },
    });
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

/** A generator in a worker thread. */
export async function startGenerator(
  find: () => Promise<ReadableModel>,
  pool: WorkerPool,
  options: LoadOptions,
): Promise<Generator> {
  const kind = { task: "class-conditional-image-generation" as const, refusal: "is no generator of pictures" };
  const { session, model } = await load(find, pool, { ...options, ...kind });
  try {
    return createGenerator(session, model.manifest, { modelSha256: model.graph.sha256 });
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
