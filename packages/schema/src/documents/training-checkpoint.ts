import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { openObject } from "../shapes/open-object.ts";
import { record } from "../shapes/record.ts";
import { count, finite, positiveCount, sha256, text, timestamp } from "../shapes/scalars.ts";

const NAME = "tiny-cats/training-checkpoint";

const file = openObject({ bytes: count, sha256 });

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  /** Updates made. */
  step: count,
  saved: timestamp,
  progress: openObject({
    /** Where the next batch begins. */
    cursor: openObject({ epoch: count, index: count }),
    /** What the schedule's rate is multiplied by: halved when the run met NaN or infinity. */
    rateScale: v.pipe(v.number(), v.gtValue(0, "must be above 0"), v.maxValue(1, "must be 1 or less")),
    rollbacks: count,
    /** Examples computed at a time, where memory was too short for those that were asked for. */
    microBatch: v.exactOptional(positiveCount),
    /** The best evaluation, and how many since then were no better. */
    best: v.exactOptional(openObject({ step: count, value: finite })),
    stale: count,
    /** The update after which was last evaluated. */
    evaluated: v.exactOptional(count),
    /** Loss of the last update and what the last evaluation measured; null where that was no number. */
    metrics: record(v.string(), v.nullable(finite)),
  }),
  /** Everything else that the numbers of the run follow from. */
  settings: record(v.string(), v.unknown()),
  optimizer: openObject({ name: text, settings: record(v.string(), v.union([finite, v.boolean()])) }),
  seed: count,
  /** What the weights began as; what the data is called, and its SHA-256. Null where that is not known. */
  lineage: openObject({
    parent: v.nullable(v.string()),
    data: v.nullable(v.string()),
    dataset: v.exactOptional(v.nullable(v.string())),
  }),
  /** What the bits depend on beside settings. Threads are null where the runtime chose. */
  environment: openObject({
    threads: v.nullable(count),
    runtime: v.string(),
    node: v.string(),
    platform: v.string(),
    cpu: v.string(),
  }),
  /** Those beside this document. */
  files: openObject({
    "model.safetensors": file,
    "optimizer.safetensors": file,
    /** The moving average of the weights, as a model in itself. */
    "average.safetensors": v.exactOptional(file),
    /** What model the weights are of. */
    "config.json": v.exactOptional(file),
  }),
  /** SHA-256 of this document without this key, as JSON without spaces, keys in the order in which they stand. */
  checksum: sha256,
});

export type TrainingCheckpoint = v.InferOutput<typeof shape>;

/** The shape of a checkpoint's state.json: where a training is, and what lies beside it. Unknown keys are kept. */
export const trainingCheckpointSchema: v.GenericSchema<TrainingCheckpoint> = shape;

/** A checkpoint's state.json, version 1. */
export const trainingCheckpointKind: DocumentKind<TrainingCheckpoint> = {
  name: NAME,
  version: 1,
  title: "training checkpoint",
  shape: trainingCheckpointSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseTrainingCheckpoint(value: unknown): TrainingCheckpoint {
  return parseDocument(trainingCheckpointKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseTrainingCheckpoint throws. */
export function parseTrainingCheckpointText(text: string): TrainingCheckpoint {
  return parseDocumentText(trainingCheckpointKind, text);
}
