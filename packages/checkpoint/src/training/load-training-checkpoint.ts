import type { TrainingCheckpoint } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { type ListedCheckpoint, listTrainingCheckpoints } from "./list-training-checkpoints.ts";
import { type ReadTrainingOptions, readTrainingCheckpoint } from "./read-training-checkpoint.ts";
import { damaged, noCheckpoint } from "./training-checkpoint-errors.ts";

/** A checkpoint that is whole: its folder, and what it says of itself. */
export interface FoundCheckpoint {
  readonly path: string;
  readonly state: TrainingCheckpoint;
}

export interface LoadTrainingOptions extends ReadTrainingOptions {
  /** "newest" unless told; "best" is that of the best evaluation, as far as the newest knows of one and it is whole. */
  readonly which?: "newest" | "best";
  /** Is told of each that is damaged and passed over. */
  readonly onDamaged?: (path: string, reason: string) => void | Promise<void>;
}

/**
 * The newest whole checkpoint of a training's folder, or the best, files held to their SHA-256; undefined where there are none at all. Its folder
 * has `model.safetensors` (weights and running statistics), `average.safetensors`, where an average is kept, `optimizer.safetensors`, `state.json`,
 * and `config.json`, where the training knew what model it is.
 *
 * Throws `no-whole-checkpoint`, `unsupported-checkpoint-version`, the signal's reason.
 */
export async function loadTrainingCheckpoint(
  folder: string,
  { which = "newest", onDamaged, ...options }: LoadTrainingOptions = {},
): Promise<FoundCheckpoint | undefined> {
  const listed = await listTrainingCheckpoints(folder);
  const firstWhole = async (candidates: readonly ListedCheckpoint[]): Promise<FoundCheckpoint | undefined> => {
    for (const { path, step } of candidates) {
      try {
        const state = await readTrainingCheckpoint(path, options);
        if (state.step !== step) throw damaged(path, `it is of step ${state.step}`);
        return { path, state };
      } catch (error) {
        if (!isTinyCatsError(error) || error.code !== "damaged-checkpoint") throw error;
        await onDamaged?.(path, error.message);
      }
    }
    return undefined;
  };
  const newest = await firstWhole(listed);
  if (!newest && listed.length > 0) {
    throw noCheckpoint(
      folder,
      listed.map(({ path }) => path),
    );
  }
  const best = which === "best" ? newest?.state.progress.best?.step : undefined;
  if (best === undefined || best === newest?.state.step) return newest;
  return (await firstWhole(listed.filter(({ step }) => step === best))) ?? newest;
}
