import * as v from "valibot";
import { count, epsilonField } from "../layers/config-fields.ts";

const tokenId = v.nullable(v.union([count(0, 9_999_999), v.array(count(0, 9_999_999))]));

/** GPT-2's configuration in the words of transformers' GPT2Config; fields that change nothing here are passed over. */
export const gpt2Config = v.pipe(
  v.object({
    vocab_size: count(1, 10_000_000),
    /** The longest sequence: nanoGPT's block_size. */
    n_positions: count(1, 1_048_576),
    n_embd: count(1, 32_768),
    n_layer: count(1, 512),
    n_head: count(1, 1024),
    /** Width within the MLP; 4 * n_embd where it is null. */
    n_inner: v.optional(v.nullable(count(1, 131_072)), null),
    /** "gelu" is x Phi(x), as nanoGPT and NanEcho compute it; "gelu_new" its tanh approximation, as OpenAI's GPT-2 does. */
    activation_function: v.picklist(["gelu", "gelu_new"]),
    layer_norm_epsilon: v.optional(epsilonField, 1e-5),
    /** Whether the output layer is the token embedding. */
    tie_word_embeddings: v.optional(v.boolean(), true),
    /** False where the model was built without biases: they are zero here, and nanoGPT's files have none. */
    bias: v.optional(v.boolean(), true),
    bos_token_id: v.optional(tokenId),
    eos_token_id: v.optional(tokenId),
    scale_attn_weights: v.optional(v.literal(true), true),
    scale_attn_by_inverse_layer_idx: v.optional(v.literal(false), false),
    add_cross_attention: v.optional(v.literal(false), false),
    /** What Echo Self's converter says of the model that this one was taken from. */
    echo_self_version: v.optional(v.string()),
    echo_self_persona_dimensions: v.optional(v.array(v.string())),
    echo_self_adaptive_attention: v.optional(v.boolean()),
    echo_self_recursive_reasoning: v.optional(v.boolean()),
  }),
  v.check(({ n_embd, n_head }) => n_embd % n_head === 0, "n_embd is no multiple of n_head"),
);

/** GPT-2's configuration, complete. */
export type Gpt2Config = v.InferOutput<typeof gpt2Config>;
