import { tensorValues } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ModelGraph } from "./model-graph.ts";

/** Throws `not-folded` unless a batch normalisation multiplies by 1 and subtracts 0, but for rounding. */
export function requireFolded({ tensor, dtype }: ModelGraph, norm: string, epsilon: number): void {
  const near = (part: string, wanted: number) =>
    // float16 rounds 1 - epsilon to within 5e-4.
    tensorValues(tensor(`${norm}.${part}`)).every(
      (value) => Math.abs(value - wanted) <= (dtype === "float16" ? 1e-3 : 1e-6),
    );
  if (near("weight", 1) && near("running_mean", 0) && near("running_var", 1 - epsilon)) return;
  throw new TinyCatsError(
    "not-folded",
    `the configuration says that batch norm is folded, and ${norm} still does something`,
    {
      value: norm,
      remedy: 'say batch_norm "kept", or fold it with foldBatchNorm',
    },
  );
}
