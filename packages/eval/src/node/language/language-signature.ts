import type { TensorInfo } from "@tiny-cats/core";
import { notLanguage } from "./not-language.ts";

/** Inputs that exports for transformers have besides input_ids; a whole text without padding is put in. */
export const FILLED: Readonly<Record<string, (place: number) => bigint>> = {
  attention_mask: () => 1n,
  position_ids: BigInt,
};

/**
 * The inputs that a language model's graph takes, and the output that is its logits.
 *
 * @throws TinyCatsError "wrong-model" for a graph of other inputs and outputs
 */
export function languageSignature(
  graph: { readonly inputs: readonly TensorInfo[]; readonly outputs: readonly TensorInfo[] },
  file: string,
): { inputs: string[]; output: string } {
  const inputs = graph.inputs.map(({ name }) => name);
  const strange = inputs.find((name) => name !== "input_ids" && !Object.hasOwn(FILLED, name));
  if (!inputs.includes("input_ids") || strange !== undefined)
    throw notLanguage(`takes ${inputs.join(", ").slice(0, 200)}`, file);
  const { outputs } = graph;
  const output = outputs.find(({ name }) => name === "logits") ?? (outputs.length === 1 && outputs[0]);
  if (!output || (output.dtype ?? "float32") !== "float32" || (output.dims ?? [0, 0, 0]).length !== 3)
    throw notLanguage("gives no float32 logits [batch, sequence, vocabulary]", file);
  return { inputs, output: output.name };
}
