import { type FoundModel, findModel, type ModelSource } from "@tiny-cats/core/node";
import type { Manifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";

type ManifestFor<T extends Manifest["task"]> = Extract<Manifest, { task: T }>;

/**
 * A model's manifest, read before anything of its graph is; it must be made for `task`.
 *
 * @throws TinyCatsError "wrong-model", and what findModel throws
 */
export async function findForTask<T extends Manifest["task"]>(
  source: ModelSource,
  task: T,
  { signal }: { signal: AbortSignal },
): Promise<FoundModel & { manifest: ManifestFor<T> }> {
  const found = await findModel(source, { task, signal });
  const { manifest } = found;
  if (manifest.task === task) return { ...found, manifest: manifest as ManifestFor<T> };
  throw new TinyCatsError("wrong-model", `${manifest.name} is a model for ${manifest.task}, not for ${task}`, {
    value: manifest.task,
    remedy: `give a model for ${task}, or leave out --model to use the embedded one`,
  });
}
