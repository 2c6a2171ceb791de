import { join } from "node:path";
import { readTextBounded, sha256File } from "@tiny-cats/files";
import type { TrainingCheckpoint } from "@tiny-cats/schema";
import { parseTrainingState } from "./parse-training-state.ts";
import { damaged } from "./training-checkpoint-errors.ts";

/** A file of a checkpoint beside its `state.json`. */
export type TrainingFile = keyof TrainingCheckpoint["files"];

export interface ReadTrainingOptions {
  /** Files that are to be held to their hashes; all that the checkpoint has unless told. */
  readonly files?: readonly TrainingFile[];
  readonly signal?: AbortSignal;
}

/** The most that a `state.json` may have. */
const MOST = 1 << 22;

/** Names that a state may have hashes of; others lead nowhere. */
const FILES: readonly TrainingFile[] = [
  "model.safetensors",
  "average.safetensors",
  "optimizer.safetensors",
  "config.json",
];

/**
 * What a training's checkpoint, a folder, says of itself in `state.json`, when its files are what they were when it was saved.
 *
 * Throws `damaged-checkpoint`, `unsupported-checkpoint-version`, the signal's reason.
 */
export async function readTrainingCheckpoint(
  path: string,
  { files = FILES, signal }: ReadTrainingOptions = {},
): Promise<TrainingCheckpoint> {
  const whole = <T>(reading: Promise<T>) =>
    reading.catch((error) => {
      signal?.throwIfAborted();
      throw damaged(path, error.message, error);
    });
  signal?.throwIfAborted();
  const state = parseTrainingState(path, await whole(readTextBounded(join(path, "state.json"), { maxBytes: MOST })));
  for (const name of files) {
    const saved = state.files[name];
    if (!saved) continue;
    const found = await whole(sha256File(join(path, name), { ...(signal && { signal }) }));
    if (found !== saved.sha256) throw damaged(path, `${name} is not what was saved`);
  }
  return state;
}
