import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** A checkpoint's folder by its name; nothing is known of what is in it. */
export interface ListedCheckpoint {
  readonly step: number;
  readonly path: string;
  /** Whether it was put aside, as `step-<n>.old`, for another of the same step, which comes before it. */
  readonly isOld: boolean;
}

/** Checkpoints of a run's folder, `step-<n>/` each, the newest first; none where there is no such folder. Throws what `readdir` throws. */
export async function listTrainingCheckpoints(folder: string): Promise<ListedCheckpoint[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const found = entries.flatMap((entry) => {
    const match = /^step-(0|[1-9]\d{0,15})(\.old)?$/.exec(entry.name);
    if (!match || !entry.isDirectory()) return [];
    return [{ step: Number(match[1]), path: join(folder, entry.name), isOld: match[2] !== undefined }];
  });
  return found.sort((a, b) => b.step - a.step || Number(a.isOld) - Number(b.isOld));
}
