import type { Architecture } from "./architecture.ts";
import type { Gpt2Config } from "./gpt2/config.ts";
import { hfConfig } from "./hf-folder/hf-config.ts";

/** What stands in a config.json beside the fields of the architecture. */
export interface ModelConfigOptions {
  /** Names of its outputs or classes, by id. */
  readonly labels?: readonly string[];
  /** Other fields, such as those of the config.json that it was read with. */
  readonly told?: Readonly<Record<string, unknown>>;
}

/**
 * The config.json of a model, as it stands beside its model.safetensors: `openModel` knows the model again by it. A GPT-2's canonical names are those
 * of transformers, which then reads it as it is.
 */
export function modelConfig<Config>(
  { name, title }: Architecture<Config>,
  config: Config,
  { labels, told = {} }: ModelConfigOptions = {},
): Record<string, unknown> {
  const own = { ...told, ...(labels && { id2label: { ...labels } }) };
  if (name === "gpt2") return { ...own, ...hfConfig(config as Gpt2Config) };
  return { architectures: [title], model_type: name, ...own, ...(config as object) };
}
