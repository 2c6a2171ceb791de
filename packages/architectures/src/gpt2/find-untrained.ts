import { isAll } from "../is-all.ts";
import type { NamedSources } from "../weights.ts";
import type { Gpt2Config } from "./config.ts";

/** A layer normalisation begins with weight 1, which the first step of training moves; an untrained model has nothing else. */
export function findUntrainedGpt2(
  { n_layer }: Gpt2Config,
  tensors: NamedSources,
  options: { signal?: AbortSignal } = {},
): Promise<string | undefined> {
  const blocks = Array.from({ length: n_layer }, (_, i) => [`transformer.h.${i}.ln_1`, `transformer.h.${i}.ln_2`]);
  return findUntouchedNorms([...blocks.flat(), "transformer.ln_f"], tensors, options);
}

/** Says so where every weight of the layer normalisations named is 1. */
export async function findUntouchedNorms(
  norms: readonly string[],
  tensors: NamedSources,
  options: { signal?: AbortSignal } = {},
): Promise<string | undefined> {
  for (const norm of norms) if (!(await isAll(tensors.get(`${norm}.weight`)!, 1, options))) return undefined;
  return "Every layer normalisation has the weight it begins with, 1: there was no step of training.";
}
