import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { noCheckpoint } from "./checkpoint-errors.ts";
import type { CheckpointState } from "./checkpoint-state.ts";
import { listCheckpoints } from "./list-checkpoints.ts";
import { readState } from "./read-state.ts";

/** A checkpoint that is whole: its folder, and what it says of itself. */
export interface TrainingCheckpoint {
  readonly path: string;
  readonly state: CheckpointState;
}

export interface LoadCheckpointOptions {
  /** Is told of each newer one that is damaged and passed over. */
  readonly onDamaged?: (path: string, reason: string) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * The newest whole checkpoint of a training's folder, every file held to its SHA-256; undefined where there are none at all. Its folder has
 * `model.safetensors` (weights and running statistics), `average.safetensors`, where an average is kept, `optimizer.safetensors` and `state.json`.
 *
 * Throws `no-whole-checkpoint`, `unsupported-checkpoint-version`, the signal's reason.
 */
export async function loadCheckpoint(
  folder: string,
  { onDamaged, signal }: LoadCheckpointOptions = {},
): Promise<TrainingCheckpoint | undefined> {
  const listed = await listCheckpoints(folder);
  for (const { path } of listed) {
    try {
      return { path, state: await readState(path, { ...(signal && { signal }) }) };
    } catch (error) {
      if (!isTinyCatsError(error) || error.code !== "damaged-checkpoint") throw error;
      await onDamaged?.(path, error.message);
    }
  }
  if (listed.length === 0) return undefined;
  throw noCheckpoint(
    folder,
    listed.map(({ path }) => path),
  );
}
