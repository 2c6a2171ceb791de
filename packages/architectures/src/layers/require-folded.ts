import { TinyCatsError } from "@tiny-cats/schema/errors";
import { isFoldedNorm } from "./is-folded-norm.ts";
import type { ModelGraph } from "./model-graph.ts";

/** Throws `not-folded` unless a batch normalisation multiplies by 1 and subtracts 0, but for rounding. */
export function requireFolded({ tensor }: ModelGraph, norm: string, epsilon: number): void {
  if (isFoldedNorm(tensor, norm, epsilon)) return;
  throw new TinyCatsError(
    "not-folded",
    `the configuration says that batch norm is folded, and ${norm} still does something`,
    {
      value: norm,
      remedy: 'say batch_norm "kept", or fold it with foldBatchNorm',
    },
  );
}
