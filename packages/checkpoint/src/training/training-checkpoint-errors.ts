import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A checkpoint that is not whole. */
export function damaged(path: string, reason: string, cause?: unknown): TinyCatsError {
  return new TinyCatsError("damaged-checkpoint", `${path} is damaged: ${reason}`, {
    value: path,
    remedy: "use the one before it; see that the disk is sound.",
    cause,
  });
}

/** A checkpoint of another version of this format. */
export function unsupported(path: string, version: unknown): TinyCatsError {
  return new TinyCatsError("unsupported-checkpoint-version", `${path} is a checkpoint of version ${version}`, {
    value: version,
    remedy: "use the version of this package that it was saved with, or a newer one.",
  });
}

/** A folder of checkpoints none of which is whole. */
export function noCheckpoint(folder: string, paths: readonly string[]): TinyCatsError {
  return new TinyCatsError("no-whole-checkpoint", `none of ${paths.length} checkpoints in ${folder} is whole`, {
    value: paths,
    remedy: "bring one back from a copy, or begin in another folder.",
  });
}
