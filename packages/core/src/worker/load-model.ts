import type { Manifest } from "@tiny-cats/schema";
import { type Classifier, createClassifier } from "../classifier.ts";
import { createGenerator, type Generator } from "../generator.ts";
import type { RgbImage } from "../image/rgb-image.ts";
import { wrongModel } from "../model-io.ts";
import type { LoadOptions, WorkerPool } from "./worker-pool.ts";

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

/** A classifier in a worker thread. `copy` leaves the caller its picture: what moves to the thread is the copy. */
export async function startClassifier(
  { manifest, read }: ReadableModel,
  pool: WorkerPool,
  {
    copy,
    ...options
  }: LoadOptions & { copy: (data: Uint8ClampedArray) => Uint8ClampedArray | Promise<Uint8ClampedArray> },
): Promise<Classifier> {
  if (manifest.task !== "image-classification") throw wrongModel(`${manifest.name} is no classifier`, manifest.task);
  const session = await pool.load(await read(), options);
  const preprocess = async (image: RgbImage, spec: typeof manifest.preprocessing) =>
    session.preprocess({ ...image, data: await copy(image.data) }, spec);
  try {
    return createClassifier(session, manifest, { preprocess });
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

/** A generator in a worker thread. */
export async function startGenerator(
  { manifest, graph, read }: ReadableModel,
  pool: WorkerPool,
  options: LoadOptions,
): Promise<Generator> {
  if (manifest.task !== "class-conditional-image-generation")
    throw wrongModel(`${manifest.name} is no generator of pictures`, manifest.task);
  const session = await pool.load(await read(), options);
  try {
    return createGenerator(session, manifest, { modelSha256: graph.sha256 });
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
