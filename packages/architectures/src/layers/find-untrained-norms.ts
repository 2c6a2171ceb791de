import type { BatchNorm } from "../architecture.ts";
import { isAll } from "../is-all.ts";
import type { NamedSources } from "../weights.ts";

/**
 * A batch normalisation begins with weight 1, bias 0, mean 0 and variance 1, and the first batch of training moves all of them. Where every
 * one of a model is as in the beginning, there was no training.
 */
export async function findUntrainedNorms(
  norms: readonly BatchNorm[],
  tensors: NamedSources,
  options: { signal?: AbortSignal } = {},
): Promise<string | undefined> {
  for (const { norm } of norms) {
    for (const [part, value] of [
      ["running_mean", 0],
      ["running_var", 1],
      ["bias", 0],
      ["weight", 1],
    ] as const) {
      if (!(await isAll(tensors.get(`${norm}.${part}`)!, value, options))) return undefined;
    }
  }
  return "Every batch normalisation has the statistics it begins with: mean 0, variance 1.";
}
