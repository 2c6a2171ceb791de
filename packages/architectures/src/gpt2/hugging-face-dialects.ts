import type { TensorRef } from "@tiny-cats/checkpoint";
import type { Dialect, FileFacts, KeyPair, Reading } from "../dialect.ts";
import { configNeeded } from "../errors.ts";
import { countLayers } from "../layers/count-layers.ts";
import type { Gpt2Config } from "./config.ts";
import { bufferNotes, isCausalMask } from "./ignored-buffers.ts";
import { gpt2Tensors } from "./tensors.ts";

const MARKS = ["wte.weight", "wpe.weight", "h.0.attn.c_attn.weight", "h.0.mlp.c_fc.weight", "ln_f.weight"];
const PREFIX = "transformer.";

/** transformers' GPT2LMHeadModel: matrices [in, out], a tied head not written. */
export const huggingFaceDialect: Dialect<Gpt2Config> = {
  name: "huggingface",
  title: "transformers GPT2LMHeadModel",
  marks: MARKS.map((name) => PREFIX + name),
  read: (state, file) => reading(state, file, PREFIX),
  keys: (config) => [...same(config, (name) => name), ...tiedHead(config)],
  ignores: isCausalMask,
};

/** transformers' GPT2Model, which has no head of its own: the names without "transformer.", as OpenAI's files have them. */
export const huggingFaceBareDialect: Dialect<Gpt2Config> = {
  name: "huggingface-bare",
  title: "transformers GPT2Model",
  marks: MARKS,
  read: (state, file) => reading(state, file, ""),
  keys: (config) => [
    ...same(config, (name) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name)),
    ...tiedHead(config),
  ],
  ignores: isCausalMask,
};

function same(config: Gpt2Config, rename: (name: string) => string): KeyPair[] {
  return [...gpt2Tensors(config).keys()].map((canonical) => ({ canonical, name: rename(canonical) }));
}

function tiedHead({ tie_word_embeddings }: Gpt2Config): KeyPair[] {
  return tie_word_embeddings ? [{ canonical: "transformer.wte.weight", name: "lm_head.weight", tied: "read" }] : [];
}

function reading(state: ReadonlyMap<string, TensorRef>, file: FileFacts, prefix: string): Reading | undefined {
  const [vocab_size, n_embd] = state.get(`${prefix}wte.weight`)!.shape;
  const inProjection = state.get(`${prefix}h.0.attn.c_attn.weight`)!.shape;
  if (inProjection[0] === 3 * n_embd && inProjection[1] === n_embd) return undefined;
  const inner = state.get(`${prefix}h.0.mlp.c_fc.weight`)!.shape[1];
  const told = file.config ?? {};
  if (told.n_head === undefined) throw configNeeded(["n_head"], "GPT-2");
  const notes = bufferNotes(state);
  // What transformers means where a config.json does not say.
  if (told.activation_function === undefined) notes.push("The configuration names no activation_function: gelu_new.");
  return {
    config: {
      vocab_size,
      n_embd,
      n_positions: state.get(`${prefix}wpe.weight`)!.shape[0],
      n_layer: countLayers(state, (layer) => `${prefix}h.${layer}.attn.c_attn.weight`),
      n_inner: inner === 4 * n_embd ? null : inner,
      activation_function: "gelu_new",
      ...told,
      // Biases are in the file, and only reading them could tell that they are zero.
      bias: true,
    },
    notes,
  };
}
