import { findModel, type ModelSource } from "@tiny-cats/core/node";
import { safeJoin, sha256File } from "@tiny-cats/files";
import type { Manifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { FoundGraph } from "./find-graph.ts";

/** A model for a task, by its manifest; its graph's file is hashed anew. @throws TinyCatsError "wrong-model", and what findModel throws */
export async function foundPipeline<T extends Manifest["task"]>(
  source: ModelSource,
  task: T,
  { signal }: { signal?: AbortSignal },
): Promise<{ graph: FoundGraph; manifest: Extract<Manifest, { task: T }> }> {
  const { folder, manifest, graph } = await findModel(source, { task, ...(signal && { signal }) });
  if (manifest.task !== task) {
    throw new TinyCatsError("wrong-model", `${manifest.name} is a model for ${manifest.task}, not for ${task}`, {
      value: manifest.task,
      remedy: "measure its graph alone, or give a model made for this task",
    });
  }
  const path = safeJoin(folder, graph.path);
  const sha256 = await sha256File(path, { ...(signal && { signal }) });
  const { name } = manifest;
  const { bytes, dtype } = graph;
  return {
    graph: { path, name, file: graph.path, sha256, bytes, external: [], ...(dtype && { dtype }) },
    manifest: manifest as Extract<Manifest, { task: T }>,
  };
}
