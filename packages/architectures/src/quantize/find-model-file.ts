import { stat } from "node:fs/promises";
import { join } from "node:path";
import { findModel, readGraph } from "@tiny-cats/core/node";
import type { Manifest } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";

/** An ONNX file, and the manifest that describes it where there is one. */
export interface ModelFile {
  readonly path: string;
  readonly manifest?: Manifest;
}

/**
 * The graph of a model's folder, or an .onnx file, with its manifest beside or above it, whose hash it must have.
 *
 * Throws `hash-mismatch`, and as `findModel` does, but not where nothing describes a file.
 */
export async function findModelFile(given: string, { signal }: { signal?: AbortSignal } = {}): Promise<ModelFile> {
  const options = signal ? { signal } : {};
  const found = await findModel(given, options).catch(async (error) => {
    const isFile = isTinyCatsError(error) && error.code === "no-manifest" && (await stat(given)).isFile();
    if (isFile) return undefined;
    throw error;
  });
  if (!found) return { path: given };
  await readGraph(found, options);
  return { path: join(found.folder, found.graph.path), manifest: found.manifest };
}
