import type { Gpt2Config } from "../gpt2/config.ts";

/** GPT-2's token for the beginning and the end of a text. */
const END_OF_TEXT = 50_256;

/** Tokens at which a text begins and ends: the configuration's own, else GPT-2's where the vocabulary has it, else none. */
export function specialIds({ bos_token_id, eos_token_id, vocab_size }: Gpt2Config) {
  const inside = <T extends Gpt2Config["eos_token_id"]>(id: T) =>
    [id].flat().every((one) => typeof one === "number" && one < vocab_size) ? id : null;
  return {
    bos_token_id: inside(bos_token_id === undefined ? END_OF_TEXT : bos_token_id),
    eos_token_id: inside(eos_token_id === undefined ? END_OF_TEXT : eos_token_id),
  };
}

/** config.json for transformers' GPT2LMHeadModel. Everything that changes what is computed is said, whatever its default. */
export function hfConfig(config: Gpt2Config): Record<string, unknown> {
  const { bias, ...fields } = config;
  return {
    architectures: ["GPT2LMHeadModel"],
    model_type: "gpt2",
    ...fields,
    ...specialIds(config),
    ...(!bias && { bias }),
  };
}
