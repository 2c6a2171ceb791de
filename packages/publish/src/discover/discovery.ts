import type { EmbeddedModel } from "@tiny-cats/core/node";
import type { ModelKind } from "../model-kind.ts";

/** Where models are looked for, in this order. */
export const PLACES = ["explicit", "folder", "git", "artifacts", "training", "cache", "embedded"] as const;

/** Where a model was looked for: named by hand, or found. */
export type Place = (typeof PLACES)[number];

/** Something that was looked at, and what became of it. */
export interface Candidate {
  place: Place;
  /** Absolute, but for a pattern that matched nothing. */
  path: string;
  /** What it holds, where that could be told. */
  kind: ModelKind | null;
  taken: boolean;
  /** Why it was taken or passed. */
  reason: string;
}

/** A model that is to be prepared. */
export interface FoundModelSource {
  kind: ModelKind;
  place: Place;
  /** A model's folder with its tiny-cats.json; or a checkpoint's file, a folder in Hugging Face's layout, or one of the checkpoints of a training. */
  path: string;
  form: "model-folder" | "checkpoint";
  /** Of a checkpoint's weights, or of a model folder's graph. */
  sha256: string;
  /** An ONNX file that is to be published in place of one made of the checkpoint, if their outputs are the same. */
  graph?: string;
}

/** What there is to publish, and everything that was looked at for it. */
export interface Discovery {
  models: FoundModelSource[];
  looked: Candidate[];
}

export interface DiscoverOptions {
  /** A model's folder, a folder in Hugging Face's layout, a folder that a training wrote into, or a file. */
  folder?: string;
  /** Paths named by hand. One that can't be used is an error. */
  explicit?: Partial<Record<ModelKind, string>>;
  /** ONNX files to publish; `prepare` holds them to their checkpoints. */
  graphs?: { classifier?: string; generator?: string };
  /** What is published where neither a folder nor a path is given. */
  embedded?: { classifier: EmbeddedModel; generator: EmbeddedModel };
  /** Kinds that are wanted; all unless told. */
  only?: readonly ModelKind[];
  /** Kinds that are not. */
  skip?: readonly ModelKind[];
  signal?: AbortSignal;
}
