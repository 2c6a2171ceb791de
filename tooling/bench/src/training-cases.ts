import { tinyDit } from "@tiny-cats/architectures";

/** What is trained, with AdamW at a rate of 1e-4 and gradients clipped to 1, from weights and on one batch by formula. */
export interface TrainingCase {
  readonly architecture: "tinydit" | "mobilenet-v2";
  readonly config: object;
  readonly batch: number;
  /** Examples that we compute at a time; PyTorch computes the whole batch at once, which suits it best. */
  readonly microBatch?: number;
}

const mobile = { image_size: 224, num_labels: 13, depth_multiplier: 1, tf_padding: false };

/** The trainings that are measured, by name. */
export const TRAINING_CASES: Readonly<Record<string, TrainingCase>> = {
  "TinyDiT-64": {
    architecture: "tinydit",
    config: tinyDit.presets["tinydit-64"],
    batch: 64,
    microBatch: 32,
  },
  "TinyDiT-128": {
    architecture: "tinydit",
    config: tinyDit.presets["tinydit-128"],
    batch: 16,
  },
  "MobileNetV2, norms folded": {
    architecture: "mobilenet-v2",
    config: { ...mobile, batch_norm: "folded" },
    batch: 32,
    microBatch: 8,
  },
  "MobileNetV2, norms of the batch": { architecture: "mobilenet-v2", config: mobile, batch: 32 },
};
