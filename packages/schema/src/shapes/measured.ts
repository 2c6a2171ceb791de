import * as v from "valibot";
import { openObject } from "./open-object.ts";
import { record } from "./record.ts";
import { count, positiveCount, sha256, text, timestamp } from "./scalars.ts";

/** A file and what it held. */
export const hashedFile = openObject({ file: text, sha256 });

/** A network whose features or classes drawings are judged by, named by its file's hash. */
export const extractor = openObject({ name: text, sha256 });

/** What was measured on. */
export const dataset = openObject({
  name: text,
  split: text,
  /** Items in it. */
  n: v.optional(positiveCount),
  /** Of the list of its items. */
  sha256: v.optional(sha256),
  /** Whether the training of what was measured saw its items, or some of them. */
  seen_in_training: v.optional(v.boolean()),
});

/** The machine; null is what a browser does not tell. */
const hardware = openObject({
  cpu: v.nullable(text),
  cores: v.nullable(positiveCount),
  memory_bytes: v.nullable(positiveCount),
  os: text,
});

const entries = {
  data: v.nullable(dataset),
  /** Items, runs or samples that the numbers rest on. */
  n: positiveCount,
  /** Null where nothing was random. */
  seed: v.nullable(count),
  hardware,
  /** Version of every program and library that had a part, by name. */
  versions: v.pipe(record(text, text), v.minEntries(1, "must name a version")),
  /** What was typed to get the numbers. */
  command: text,
  date: timestamp,
  /** Who or what measured, such as "@tiny-cats/eval 0.1.0". */
  by: text,
};

const shape = openObject({ model: hashedFile, ...entries });

/** Provenance of numbers that no single model stands behind. */
export const measuredWithoutModel = openObject({ model: v.nullable(hashedFile), ...entries });

/** Provenance of the numbers of a report about one model. */
export type Measured = v.InferOutput<typeof shape>;

/** Provenance of the numbers of a report about one model. */
export const measured: v.GenericSchema<Measured> = shape;
