import * as v from "valibot";

/** What a checkpoint's `state.json` calls itself. */
export const CHECKPOINT_SCHEMA = "tiny-cats/training-checkpoint";

/** The version that is written and read. */
export const CHECKPOINT_VERSION = 1;

/** Files of numbers that a checkpoint may have. */
export const TENSOR_FILES = ["model.safetensors", "optimizer.safetensors", "average.safetensors"] as const;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const json = v.record(v.string(), v.unknown());
const file = v.object({ bytes: count, sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

/** The shape of `state.json`. */
export const checkpointState = v.object({
  schema: v.literal(CHECKPOINT_SCHEMA),
  version: v.literal(CHECKPOINT_VERSION),
  step: count,
  saved: v.string(),
  progress: v.object({
    cursor: v.object({ epoch: count, index: count }),
    rateScale: v.pipe(finite, v.gtValue(0), v.maxValue(1)),
    rollbacks: count,
    microBatch: v.exactOptional(v.pipe(count, v.minValue(1))),
    best: v.exactOptional(v.object({ step: count, value: finite })),
    stale: count,
    evaluated: v.exactOptional(count),
    metrics: v.record(v.string(), v.nullable(finite)),
  }),
  settings: json,
  optimizer: v.object({ name: v.string(), settings: v.record(v.string(), v.union([finite, v.boolean()])) }),
  seed: count,
  lineage: v.object({ parent: v.nullable(v.string()), data: v.nullable(v.string()) }),
  environment: v.object({
    threads: v.nullable(count),
    runtime: v.string(),
    node: v.string(),
    platform: v.string(),
    cpu: v.string(),
  }),
  files: v.object({
    "model.safetensors": file,
    "optimizer.safetensors": file,
    "average.safetensors": v.exactOptional(file),
  }),
  /** SHA-256 of this object without this field, as JSON without spaces. */
  checksum: v.string(),
});

/** What a checkpoint says of itself, in `state.json`. */
export type CheckpointState = v.InferOutput<typeof checkpointState>;
