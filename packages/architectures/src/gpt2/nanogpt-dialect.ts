import type { PyValue, TensorRef } from "@tiny-cats/checkpoint";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Dialect, FileFacts, KeyPair } from "../dialect.ts";
import { configNeeded } from "../errors.ts";
import { knownFacts } from "../known-facts.ts";
import { countLayers } from "../layers/count-layers.ts";
import type { Gpt2Config } from "./config.ts";
import { bufferNotes, isCausalMask } from "./ignored-buffers.ts";
import { BLOCK_MATRICES, gpt2Tensors } from "./tensors.ts";

const ATTENTION = "transformer.h.0.attn.c_attn";

/**
 * nanoGPT: {model, model_args, config, iter_num, best_val_loss, optimizer}, matrices [out, in], a tied head written. It knows neither
 * another epsilon nor an untied head nor another inner width: its keys throw `dialect-limits` for those.
 */
export const nanoGptDialect: Dialect<Gpt2Config> = {
  name: "nanogpt",
  title: "nanoGPT",
  marks: ["transformer.wte.weight", "transformer.wpe.weight", `${ATTENTION}.weight`, "transformer.ln_f.weight"],
  read(state, file) {
    const [vocab_size, n_embd] = state.get("transformer.wte.weight")!.shape;
    const [rows, columns] = state.get(`${ATTENTION}.weight`)!.shape;
    if (rows !== 3 * n_embd || columns !== n_embd) return undefined;
    const bias = state.has(`${ATTENTION}.bias`);
    const config: Record<string, unknown> = {
      vocab_size,
      n_embd,
      n_positions: state.get("transformer.wpe.weight")!.shape[0],
      n_layer: countLayers(state, (layer) => `transformer.h.${layer}.attn.c_attn.weight`),
      ...modelArgs(file.root?.get("model_args")),
      activation_function: textIn(file.root?.get("config"), "activation_function") ?? "gelu",
      ...file.config,
      bias,
    };
    if (config.n_head === undefined) throw configNeeded(["n_head"], "nanoGPT model");
    return {
      config,
      notes: readingNotes(state, file, bias),
      ...(file.root?.get("iter_num") === 0 && { untrained: "The file says that it was saved at iteration 0." }),
    };
  },
  keys: nanoGptKeys,
  ignores: isCausalMask,
  wrap: (tensors, config, training) => ({
    model: tensors,
    model_args: {
      n_layer: config.n_layer,
      n_head: config.n_head,
      n_embd: config.n_embd,
      block_size: config.n_positions,
      bias: config.bias,
      vocab_size: config.vocab_size,
      dropout: 0,
    },
    ...knownFacts({ iter_num: training?.iteration, best_val_loss: training?.metrics.best_val_loss }),
    // nanoGPT passes over what it does not know here; in model_args it would not.
    config: { ...knownFacts(training?.training_config ?? {}), activation_function: config.activation_function },
  }),
};

function nanoGptKeys(config: Gpt2Config): KeyPair[] {
  refuseLimits(config);
  const matrices = new Set(
    Array.from({ length: config.n_layer }, (_, i) =>
      BLOCK_MATRICES.map((name) => `transformer.h.${i}.${name}.weight`),
    ).flat(),
  );
  const pairs = [...gpt2Tensors(config).keys()].map(
    (canonical): KeyPair => ({
      canonical,
      name: canonical,
      ...(matrices.has(canonical) && { transposed: true }),
      ...(!config.bias && canonical.endsWith(".bias") && { absent: "zeros" as const }),
    }),
  );
  return [...pairs, { canonical: "transformer.wte.weight", name: "lm_head.weight", tied: true }];
}

function refuseLimits({ n_inner, n_embd, layer_norm_epsilon, tie_word_embeddings }: Gpt2Config): void {
  const wrong = [
    ...(n_inner !== null && n_inner !== 4 * n_embd ? [`n_inner ${n_inner}`] : []),
    ...(layer_norm_epsilon !== 1e-5 ? [`layer_norm_epsilon ${layer_norm_epsilon}`] : []),
    ...(tie_word_embeddings ? [] : ["an untied head"]),
  ];
  if (wrong.length === 0) return;
  throw new TinyCatsError("dialect-limits", `nanoGPT has no ${wrong.join(" and no ")}`, {
    value: wrong,
    remedy: "keep this model in Hugging Face's layout",
  });
}

function readingNotes(state: ReadonlyMap<string, TensorRef>, file: FileFacts, bias: boolean): string[] {
  const told = textIn(file.root?.get("config"), "activation_function") ?? file.config?.activation_function;
  return [
    ...bufferNotes(state),
    ...(bias ? [] : ["The model was built without biases; in GPT-2 they are there, and zero."]),
    ...(told === undefined
      ? ["activation_function is gelu, nanoGPT's today; before 2023 it was gelu_new, which only a config.json can say."]
      : []),
  ];
}

/** n_positions, n_embd and so on from nanoGPT's model_args; what is not a number is left for the schema to refuse. */
function modelArgs(value: PyValue | undefined): Record<string, unknown> {
  if (!(value instanceof Map)) return {};
  const names = {
    n_layer: "n_layer",
    n_head: "n_head",
    n_embd: "n_embd",
    vocab_size: "vocab_size",
    block_size: "n_positions",
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([from, to]) => (value.has(from) ? [[to, value.get(from)]] : [])),
  );
}

function textIn(value: PyValue | undefined, key: string): string | undefined {
  const text = value instanceof Map ? value.get(key) : undefined;
  return typeof text === "string" ? text : undefined;
}
