import { parse } from "valibot";
import { type Gpt2Config, gpt2Config } from "../gpt2/config.ts";
import type { NanEchoConfig } from "./config.ts";

/** The configuration of the GPT-2 within a NanEcho; what Echo Self's converter says of the whole is kept beside it. */
export function coreConfig(config: NanEchoConfig): Gpt2Config {
  const eos = config.tokenizer?.eos_token_id;
  return parse(gpt2Config, {
    vocab_size: config.vocab_size,
    n_positions: config.block_size,
    n_embd: config.n_embd,
    n_layer: config.n_layer,
    n_head: config.n_head,
    activation_function: "gelu",
    // NanEcho's normalisations have biases even where its projections have none.
    bias: true,
    ...(eos !== undefined && { bos_token_id: eos, eos_token_id: eos }),
    echo_self_version: "1.0",
    echo_self_persona_dimensions: config.enable_persona_dimensions ? config.persona_dimensions : [],
    echo_self_adaptive_attention: config.enable_adaptive_attention,
    echo_self_recursive_reasoning: config.enable_recursive_reasoning,
  });
}
