import { type FoundModel, findModel } from "@tiny-cats/core/node";
import type { Manifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { kindOf, type ModelKind, taskOf } from "../model-kind.ts";

/**
 * The model of a kind in a folder laid out as repositories are: its own, else that of the folder below that is named for it.
 *
 * @throws TinyCatsError "wrong-model" where the folder holds other kinds alone; what findModel throws
 */
export async function modelInFolder(
  folder: string,
  kind: ModelKind,
  { signal }: { signal?: AbortSignal } = {},
): Promise<FoundModel & { manifest: Manifest }> {
  const found = await findModel(folder, { task: taskOf(kind), ...(signal && { signal }) });
  if (kindOf(found.manifest) === kind) return found;
  throw new TinyCatsError("wrong-model", `${folder} holds a ${kindOf(found.manifest)}, no ${kind}`, {
    value: found.manifest.task,
    remedy: `give a folder that holds a ${kind}`,
  });
}
