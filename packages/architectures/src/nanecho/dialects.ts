import type { Writable } from "@tiny-cats/checkpoint";
import { configInMetadata } from "../config-in-metadata.ts";
import type { Dialect, FileFacts, KeyPair } from "../dialect.ts";
import { knownFacts } from "../known-facts.ts";
import { sameNames } from "../layers/same-names.ts";
import type { NamedSources } from "../weights.ts";
import type { NanEchoConfig } from "./config.ts";
import { readNanEchoConfig } from "./read-config.ts";
import { nanEchoTensors } from "./tensors.ts";

const FORMAT = "nanecho-pytorch-v1";

const MARKS = [
  "token_embedding.weight",
  "position_embedding.weight",
  "blocks.0.ln1.weight",
  "blocks.0.attn.qkv.weight",
  "blocks.0.mlp_connection_mask.mask",
  "ln_f.weight",
];

/** The training cache: {model_state_dict, model_config, training_config, iteration, checkpoint_id, tokenizer, ...}. */
export const cacheDialect = layout(
  "cache",
  "NanEcho training cache",
  (root) => root.has("checkpoint_id") || (root.has("format") && !root.has("config")),
  (tensors, config, training) => ({
    ...runtimeTree(tensors, config, "model_config"),
    ...knownFacts({
      checkpoint_id: training?.checkpoint_id,
      timestamp: training?.created_at,
      epoch: training?.epoch,
      train_loss: training?.train_loss,
      val_loss: training?.val_loss,
      learning_rate: training?.learning_rate,
      training_config: training?.training_config,
      data_config: training?.data_config,
      metrics: training?.metrics,
    }),
  }),
);

/** best_model_export.pt: {model_state_dict, model_config, training_config, metadata, exported_at}. */
export const exportDialect = layout(
  "export",
  "NanEcho export",
  (root) => root.has("exported_at") || root.has("metadata"),
  (tensors, config, training) => ({
    model_state_dict: tensors,
    model_config: modelConfig(config),
    ...knownFacts({ training_config: training?.training_config }),
    metadata: {
      ...knownFacts({ ...training }),
      iteration: config.current_iteration,
      model_config: modelConfig(config),
    },
  }),
);

/** The trainer's own: {format, model_state_dict, config, model_config, training_run_config, ...}. */
export const trainerDialect = layout(
  "trainer",
  "NanEcho trainer",
  (root) => root.has("training_run_config") || (root.has("config") && root.has("model_config")),
  (tensors, config, training) => ({
    ...runtimeTree(tensors, config, "config"),
    model_config: modelConfig(config),
    ...knownFacts({ training_run_config: training?.training_config, metrics: training?.metrics }),
  }),
);

/** What NanEcho's runtime loads: {format, model_state_dict, config, tokenizer, ...}, and every layout that is none of the others. */
export const runtimeDialect = layout(
  "runtime",
  "NanEcho runtime",
  (root) => root.has("model_state_dict"),
  (tensors, config, training) => ({
    ...runtimeTree(tensors, config, "config"),
    ...knownFacts({ metrics: training?.metrics }),
  }),
);

/** The tensors alone, as a safetensors file holds them, whose metadata or config.json has the configuration. */
export const stateDictDialect: Dialect<NanEchoConfig> = {
  name: "state-dict",
  title: "NanEcho state dict",
  marks: MARKS,
  read: (state, file) =>
    readNanEchoConfig(state, { ...file, config: { ...configInMetadata(file.metadata), ...file.config } }),
  keys: (config) => keys(config, "read"),
};

function layout(
  name: string,
  title: string,
  isThis: (root: NonNullable<FileFacts["root"]>) => boolean,
  wrap: NonNullable<Dialect<NanEchoConfig>["wrap"]>,
): Dialect<NanEchoConfig> {
  return {
    name,
    title,
    marks: MARKS,
    read: (state, file) => (file.root && isThis(file.root) ? readNanEchoConfig(state, file) : undefined),
    keys: (config) => keys(config, true),
    wrap,
  };
}

function keys(config: NanEchoConfig, tied: true | "read"): KeyPair[] {
  return [...sameNames(nanEchoTensors(config)), { canonical: "token_embedding.weight", name: "lm_head.weight", tied }];
}

function runtimeTree(tensors: NamedSources, config: NanEchoConfig, key: "config" | "model_config") {
  return {
    format: FORMAT,
    iteration: config.current_iteration,
    current_iteration: config.current_iteration,
    model_state_dict: tensors,
    [key]: modelConfig(config),
    ...(config.connection_ratio !== undefined && { connection_ratio: config.connection_ratio }),
    ...(config.tokenizer && { tokenizer: { ...config.tokenizer } }),
  };
}

/** The fields of NanEchoConfig, which takes no others. */
function modelConfig(config: NanEchoConfig): { [key: string]: Writable } {
  const { current_iteration, connection_ratio, tokenizer, ...fields } = config;
  return { ...fields };
}
