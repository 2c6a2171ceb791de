import * as v from "valibot";

const count = v.pipe(v.number(), v.integer("no whole number"), v.minValue(1, "less than 1"));
const whole = v.pipe(v.number(), v.integer("no whole number"), v.minValue(0, "less than 0"));
const number = v.pipe(v.number(), v.finite("not finite"), v.minValue(0, "less than 0"));

const training = {
  steps: count,
  epochs: count,
  /** Examples of an update. */
  batch_size: count,
  accumulate: count,
  learning_rate: number,
  min_lr: number,
  warmup_steps: whole,
  schedule: v.picklist(["constant", "cosine", "linear"]),
  weight_decay: number,
  gradient_clip: number,
  ema_beta: number,
  mixed_precision: v.boolean(),
  early_stopping_patience: count,
  early_stopping_min_delta: number,
  val_split: number,
  seed: whole,
  workers: count,
  threads: count,
  save_every: count,
  log_interval: count,
};

const augmentation = {
  level: v.picklist(["none", "basic", "medium", "full"]),
  flip: number,
  rotation: number,
  translate: number,
  scale: v.strictTuple([number, number]),
  brightness: number,
  contrast: number,
  saturation: number,
};

/** What a recipe may hold: sections, and the keys of each with what they take. */
export const RECIPE_SECTIONS = {
  classifier: {
    training: {
      ...training,
      mixup: number,
      label_smoothing: number,
      class_weights: v.union([v.literal("balanced"), v.record(v.string(), number)]),
      head_lr: number,
      layer_decay: number,
      freeze: v.boolean(),
    },
    augmentation,
    model: { backbone: v.string(), image_size: count },
  },
  generator: {
    training: {
      ...training,
      label_dropout: number,
      time_sampling: v.string(),
      sample_every: count,
      image_sizes: v.array(count),
    },
    augmentation,
    model: {
      preset: v.string(),
      image_size: count,
      patch_size: count,
      embed_dim: count,
      depth: count,
      num_heads: count,
      prediction: v.picklist(["sample", "velocity"]),
    },
  },
};

type Sections = typeof RECIPE_SECTIONS;

/** What a recipe is for. */
export type RecipeTask = keyof Sections;

/** How a model is trained, as a file says it: only what the file says is there. */
export type Recipe<T extends RecipeTask = RecipeTask> = {
  readonly [S in keyof Sections[T]]?: {
    readonly [K in keyof Sections[T][S]]?: Sections[T][S][K] extends v.GenericSchema
      ? v.InferOutput<Sections[T][S][K]>
      : never;
  };
};
