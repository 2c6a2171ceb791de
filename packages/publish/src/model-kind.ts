import type { Manifest } from "@tiny-cats/schema";

/** What a published model is for. A repository holds a classifier, a generator, both, or a language model. */
export type ModelKind = "classifier" | "generator" | "language";

const TASKS = {
  classifier: "image-classification",
  generator: "class-conditional-image-generation",
  language: "text-generation",
} as const satisfies Record<ModelKind, Manifest["task"]>;

/** The task that a manifest of this kind of model names. */
export function taskOf(kind: ModelKind): Manifest["task"] {
  return TASKS[kind];
}

/** The kind of model that a manifest describes. */
export function kindOf({ task }: Pick<Manifest, "task">): ModelKind {
  return (Object.keys(TASKS) as ModelKind[]).find((kind) => TASKS[kind] === task)!;
}
