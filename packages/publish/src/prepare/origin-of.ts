import type { PreparedModel } from "../prepared.ts";
import type { CheckpointFacts } from "./checkpoint-facts.ts";

/** What a manifest says of where weights come from: what is known of their checkpoint, and no more. */
export function originOf(
  { path, sha256, dialect, weights }: PreparedModel["source"],
  { iteration, run }: Pick<CheckpointFacts, "iteration" | "run">,
): string {
  const seed = run ? `, trained with the seed ${run.seed}` : "";
  const saved = iteration === null ? "" : `, saved at step ${iteration}`;
  const which = weights === "ema" ? "the moving average of the weights" : "the weights";
  return `${which} of the checkpoint ${path} (sha256 ${sha256})${saved}${seed}, read as ${dialect}`;
}
