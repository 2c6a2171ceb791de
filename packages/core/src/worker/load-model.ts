import type { Manifest } from "@tiny-cats/schema";
import { type Classifier, classifierIo } from "../classifier.ts";
import { classifierOver } from "../classifier-over.ts";
import { createGenerator, type Generator } from "../generator.ts";
import { wrongModel } from "../model-io.ts";
import { revive } from "./revive.ts";
import type { SentPicture } from "./session-protocol.ts";
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

/** How a classifier's pictures get to its thread. */
export interface SendingOptions<Picture> {
  /** What is sent for a picture. It is handed over: what is the caller's is copied. */
  send(picture: Picture): SentPicture | Promise<SentPicture>;
  /** Pixels an encoded picture may have; 100 million unless told. */
  maxPixels?: number;
}

/** A classifier in a worker thread. */
export async function startClassifier<Picture>(
  { manifest, read }: ReadableModel,
  pool: WorkerPool,
  { send, maxPixels = 100e6, ...options }: LoadOptions & SendingOptions<Picture>,
): Promise<Classifier<Picture>> {
  if (manifest.task !== "image-classification") throw wrongModel(`${manifest.name} is no classifier`, manifest.task);
  const session = await pool.load(read, options);
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
  { manifest, graph, read }: ReadableModel,
  pool: WorkerPool,
  options: LoadOptions,
): Promise<Generator> {
  if (manifest.task !== "class-conditional-image-generation")
    throw wrongModel(`${manifest.name} is no generator of pictures`, manifest.task);
  const session = await pool.load(read, options);
  try {
    return createGenerator(session, manifest, { modelSha256: graph.sha256 });
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
