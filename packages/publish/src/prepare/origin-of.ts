import type { PreparedModel } from "../prepared.ts";

/** What a manifest says of where weights come from: what is known of their checkpoint, and no more. */
export function originOf(
  { path, sha256, dialect, weights }: PreparedModel["source"],
  iteration: number | null,
): string {
  const saved = iteration === null ? "" : `, saved at step ${iteration}`;
  const which = weights === "ema" ? "the moving average of the weights" : "the weights";
  return `${which} of the checkpoint ${path} (sha256 ${sha256})${saved}, read as ${dialect}`;
}
