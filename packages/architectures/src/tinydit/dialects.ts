import type { PyValue, TensorRef } from "@tiny-cats/checkpoint";
import { configInMetadata } from "../config-in-metadata.ts";
import type { Dialect, FileFacts } from "../dialect.ts";
import { configNeeded } from "../errors.ts";
import { countLayers } from "../layers/count-layers.ts";
import { sameNames } from "../layers/same-names.ts";
import type { TinyDitConfig } from "./config.ts";
import { LEGACY } from "./presets.ts";
import { tinyDitTensors } from "./tensors.ts";

const MARKS = [
  "patch_embed.proj.weight",
  "breed_embedder.embedding.weight",
  "t_embedder.mlp.0.weight",
  "blocks.0.attn.qkv.weight",
  "blocks.0.adaLN_modulation.1.weight",
  "final_layer.linear.weight",
];

const keys = (config: TinyDitConfig) => sameNames(tinyDitTensors(config));

/** model.safetensors of this project, beside its config.json; or with the configuration in its metadata under "config". */
export const ownDialect: Dialect<TinyDitConfig> = {
  name: "tiny-cats",
  title: "tiny-cats safetensors",
  marks: MARKS,
  read(state, file) {
    if (file.root) return undefined;
    const told = file.config ?? configInMetadata(file.metadata);
    if (!told) {
      throw configNeeded(["num_heads", "time_scale", "unpatchify", "prediction"], "TinyDiT");
    }
    return { config: { ...shapesOf(state), ...told } };
  },
  keys,
};

/** What the seed's trainer saves, {step, model_state_dict, ema_shadow_params, ..., config}, in the seed's architecture. */
export const trainerDialect: Dialect<TinyDitConfig> = {
  name: "seed-trainer",
  title: "tiny-cats-model DiT trainer",
  marks: MARKS,
  read(state, file) {
    if (!file.root?.has("model_state_dict") && !file.root?.has("shadow_params")) return undefined;
    return legacyReading(state, file);
  },
  keys,
  wrap: (tensors, config) => ({ model_state_dict: tensors, config: seedConfig(config) }),
};

/** The seed's other layout, {model, ema_params, step, config}, in which its placeholder models were saved. */
export const dummyDialect: Dialect<TinyDitConfig> = {
  name: "seed-dummy",
  title: "tiny-cats-model DiT placeholder",
  marks: MARKS,
  read(state, file) {
    if (!file.root?.has("model")) return undefined;
    return legacyReading(state, file);
  },
  keys,
};

type State = ReadonlyMap<string, TensorRef>;

function legacyReading(state: State, file: FileFacts) {
  const shapes = shapesOf(state);
  const own = fieldsOf(file.root?.get("config"));
  const hasPositions = state.has("pos_embed");
  const config: Record<string, unknown> = {
    ...LEGACY,
    ...shapes,
    ...own,
    ...nullClass(shapes, own),
    pos_embed: hasPositions,
    ...file.config,
  };
  const untold = ["num_heads", "image_size"].filter((field) => config[field] === undefined);
  if (untold.length > 0) throw configNeeded(untold, "TinyDiT");
  const assumed = UNTOLD.filter((field) => own[field] === undefined && file.config?.[field] === undefined).map(
    (field) => `${field} ${config[field]}`,
  );
  const steps = file.root?.get("step");
  return {
    config,
    notes: assumed.length > 0 ? [`The file does not say what the seed's trainer means: ${assumed.join(", ")}.`] : [],
    ...(steps === 0 && { untrained: "The file says that it was saved at step 0." }),
  };
}

/** What shapes tell, with every number as it would be if the state were a TinyDiT's. */
function shapesOf(state: State): Record<string, unknown> {
  const [embed_dim, , patch_size] = state.get("patch_embed.proj.weight")!.shape;
  const [labels] = state.get("breed_embedder.embedding.weight")!.shape;
  const positions = state.get("pos_embed")?.shape[1];
  return {
    embed_dim,
    patch_size,
    depth: countLayers(state, (block) => `blocks.${block}.attn.qkv.weight`),
    ...(labels <= 13 ? { num_classes: labels, null_class: false } : { num_classes: labels - 1, null_class: true }),
    pos_embed: positions !== undefined,
    ...(positions !== undefined && { image_size: Math.round(Math.sqrt(positions)) * patch_size }),
  };
}

/** A table of labels with one row more than there are classes has a null class. */
function nullClass(shapes: Record<string, unknown>, own: Record<string, unknown>) {
  const rows = Number(shapes.num_classes) + (shapes.null_class ? 1 : 0);
  return typeof own.num_classes === "number" ? { null_class: rows === own.num_classes + 1 } : {};
}

/** What neither shapes nor the seed's files tell. */
const UNTOLD = ["time_scale", "unpatchify", "prediction"] as const;

const FIELDS = ["image_size", "patch_size", "embed_dim", "depth", "num_heads", "num_classes", ...UNTOLD] as const;

function fieldsOf(value: PyValue | undefined): Record<string, unknown> {
  if (!(value instanceof Map)) return {};
  return Object.fromEntries(FIELDS.flatMap((field) => (value.has(field) ? [[field, value.get(field)]] : [])));
}

/** The seed's own fields, and what would be read otherwise than it is meant without being told. */
function seedConfig(config: TinyDitConfig): Record<string, number | string> {
  const { image_size, patch_size, embed_dim, depth, num_heads, num_classes } = config;
  const told = UNTOLD.filter((field) => config[field] !== LEGACY[field]);
  return {
    image_size,
    patch_size,
    embed_dim,
    depth,
    num_heads,
    ...((config.null_class || num_classes !== LEGACY.num_classes) && { num_classes }),
    ...Object.fromEntries(told.map((field) => [field, config[field]])),
  };
}
