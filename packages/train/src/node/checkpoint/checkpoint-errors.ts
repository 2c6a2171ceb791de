import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A checkpoint that does not fit what is trained. */
export function wrongCheckpoint(path: string, reason: string): TinyCatsError {
  return new TinyCatsError("wrong-checkpoint", `${path} is of another training: ${reason}`, {
    value: path,
    remedy: "go on with the model, weights, optimizer and average that it was saved with, or begin in another folder.",
  });
}
