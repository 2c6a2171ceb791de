import * as v from "valibot";
import { count } from "../layers/config-fields.ts";

/** The dimensions of every NanEcho so far. */
export const PERSONA_DIMENSIONS = [
  "cognitive",
  "introspective",
  "adaptive",
  "recursive",
  "synergistic",
  "holographic",
  "neural_symbolic",
  "dynamic",
] as const;

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const finite = v.pipe(v.number(), v.finite());
const flag = v.optional(v.boolean(), true);
// A dot would make another module of it in a state dict.
const moduleName = v.pipe(v.string(), v.regex(/^\w{1,64}$/, "a dimension's name has letters, digits and _ alone"));

/** How NanEcho's checkpoints declare a tokenizer. */
export const tokenizerField = v.object({
  name: v.string(),
  vocab_size: count(1, 10_000_000),
  eos_token: v.string(),
  eos_token_id: count(0, 9_999_999),
});

/** NanEcho's configuration in the words of its NanEchoConfig, and what its checkpoints say beside it that changes or describes the model. */
export const nanEchoConfig = v.pipe(
  v.object({
    vocab_size: count(1, 10_000_000),
    n_embd: count(2, 32_768),
    n_head: count(1, 1024),
    n_layer: count(1, 512),
    /** The longest sequence; every block holds a mask of its square. */
    block_size: count(1, 65_536),
    dropout: v.optional(share, 0.1),
    /** Whether the projections of attention and MLP have biases; everything else has them always. */
    bias: flag,
    initial_connections: v.optional(share, 0.1),
    connection_growth_rate: v.optional(share, 0.05),
    max_connections: v.optional(share, 1),
    enable_adaptive_attention: flag,
    enable_persona_dimensions: flag,
    enable_recursive_reasoning: flag,
    enable_hypergraph_patterns: flag,
    /** Those that the model has modules for, in their order. */
    persona_dimensions: v.optional(v.pipe(v.array(moduleName), v.maxLength(64)), [...PERSONA_DIMENSIONS]),
    /** Where a dimension has none: 0.125. */
    dimension_weights: v.optional(v.record(v.string(), finite), {}),
    attention_threshold_min: v.optional(finite, 0.3),
    attention_threshold_max: v.optional(finite, 0.9),
    cognitive_load_factor: v.optional(finite, 0.5),
    min_recursion_depth: v.optional(count(1, 64), 1),
    max_recursion_depth: v.optional(count(1, 64), 5),
    recursion_decay: v.optional(finite, 0.8),
    /** Kept as it was trained with; no pattern is injected here, see `nanEchoGraph`. */
    pattern_injection_rate: v.optional(share, 0.25),
    pattern_complexity_scaling: flag,
    /** Steps of training, which decide how many recursive layers run. */
    current_iteration: v.optional(count(0, Number.MAX_SAFE_INTEGER), 0),
    /** The share of connections that the checkpoint says is grown. */
    connection_ratio: v.optional(share),
    /** The tokenizer that NanEcho's runtime asks every checkpoint to name. */
    tokenizer: v.optional(tokenizerField),
  }),
  v.check(({ n_embd, n_head }) => n_embd % n_head === 0, "n_embd is no multiple of n_head"),
  v.check(
    ({ n_embd, enable_hypergraph_patterns }) => !enable_hypergraph_patterns || n_embd % 4 === 0,
    "n_embd is no multiple of 4, which edge attention's heads ask for",
  ),
  v.check(
    ({ persona_dimensions }) => new Set(persona_dimensions).size === persona_dimensions.length,
    "a dimension is named twice",
  ),
  v.check(
    ({ min_recursion_depth, max_recursion_depth }) => min_recursion_depth <= max_recursion_depth,
    "min_recursion_depth is above max_recursion_depth",
  ),
  v.check(
    ({ attention_threshold_min, attention_threshold_max }) => attention_threshold_min <= attention_threshold_max,
    "attention_threshold_min is above attention_threshold_max",
  ),
);

/** NanEcho's configuration, complete. */
export type NanEchoConfig = v.InferOutput<typeof nanEchoConfig>;
