import { isAllZero } from "../is-all-zero.ts";
import type { NamedSources } from "../weights.ts";
import type { TinyDitConfig } from "./config.ts";

/**
 * The last layer begins at zero, and so does every bias: after the first step of training neither is zero any more. Chunks of a tensor
 * are read until a number is found.
 */
export async function findUntrainedTinyDit(
  { depth }: TinyDitConfig,
  tensors: NamedSources,
  options: { signal?: AbortSignal } = {},
): Promise<string | undefined> {
  const zero = (name: string) => isAllZero(tensors.get(name)!, options);
  if (await zero("final_layer.linear.weight")) {
    return "final_layer.linear.weight is zero throughout, as before the first step of training: the model predicts nothing.";
  }
  for (let i = 0; i < depth; i++) {
    for (const name of ["attn.proj", "mlp.fc1", "mlp.fc2"]) {
      if (!(await zero(`blocks.${i}.${name}.bias`))) return undefined;
    }
  }
  return "Every bias of every block is zero, as before the first step of training.";
}
