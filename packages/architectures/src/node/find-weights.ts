import { stat } from "node:fs/promises";
import { join } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { WeightsKind } from "../dialect.ts";
import type { FoundWeights } from "./found-weights.ts";
import { isThere } from "./is-there.ts";
import { exportedWeights, isTrainingCheckpoint, runWeights, trainingWeights } from "./training-weights.ts";

const NAMES = ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];

/** Where a finished run leaves the weights that it is about. */
const FINAL = "final";

/** How a file of weights is looked for. */
export interface FindOptions {
  /** Which weights are wanted, where a training kept both: the average unless told. */
  readonly weights?: WeightsKind;
  readonly signal?: AbortSignal;
}

/**
 * The file of weights that a path means: itself; the usual one of a model's folder; that of a training's checkpoint, held to its hashes; of a
 * training's folder what it exported to `final`, else its best checkpoint, else its newest, as far as they are whole.
 *
 * Throws `no-weights-file`, `no-such-weights`; what `readTrainingCheckpoint` and `loadTrainingCheckpoint` throw.
 */
export async function findWeights(path: string, options: FindOptions = {}): Promise<FoundWeights> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isDirectory()) return { path, notes: [] };
  if (await isTrainingCheckpoint(path)) return trainingWeights(path, options);
  const file = await usualFile(path);
  if (file !== undefined) return (await exportedWeights(file, options)) ?? { path: file, notes: [] };
  const final = await usualFile(join(path, FINAL));
  const found = await runWeights(path, final, options);
  if (found) return found;
  throw new TinyCatsError("no-weights-file", `the folder ${path} holds no weights under a usual name`, {
    value: path,
    remedy: `give the file itself, or a folder with one of ${NAMES.join(", ")}`,
  });
}

async function usualFile(folder: string): Promise<string | undefined> {
  for (const name of NAMES) if (await isThere(join(folder, name))) return join(folder, name);
  return undefined;
}
