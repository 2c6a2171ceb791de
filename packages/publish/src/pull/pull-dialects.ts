import type { ModelKind } from "../model-kind.ts";

/** A layout of checkpoint files that a trainer goes on from. */
export type PullDialect = "nanogpt" | "nanecho-cache" | "nanecho-trainer" | "dit-trainer" | "classifier";

interface Layout {
  kind: ModelKind;
  /** The file's name, as the trainer looks for it. */
  file: string;
  /** Architectures that it is for, with the name that @tiny-cats/architectures gives the layout. */
  dialects: Readonly<Record<string, string>>;
}

/** What pulled models can be made into. */
export const PULL_DIALECTS: Readonly<Record<PullDialect, Layout>> = {
  nanogpt: { kind: "language", file: "ckpt.pt", dialects: { gpt2: "nanogpt" } },
  "nanecho-cache": { kind: "language", file: "ckpt.pt", dialects: { nanecho: "cache" } },
  "nanecho-trainer": { kind: "language", file: "ckpt.pt", dialects: { nanecho: "trainer" } },
  "dit-trainer": { kind: "generator", file: "model.pt", dialects: { tinydit: "seed-trainer" } },
  classifier: {
    kind: "classifier",
    file: "model.pt",
    // The seed's trainer has no such model: a state dict as torchvision's is what others load.
    dialects: { resnet: "seed-classifier", "mobilenet-v3-small": "seed-classifier", "mobilenet-v2": "torchvision" },
  },
};

/** The dialects that an architecture can be written in, the usual one first. */
export function dialectsFor(architecture: string): PullDialect[] {
  return (Object.keys(PULL_DIALECTS) as PullDialect[]).filter((name) =>
    Object.hasOwn(PULL_DIALECTS[name].dialects, architecture),
  );
}

/** The kind of model that an architecture is; undefined for one that no repository of ours holds. */
export function kindOfArchitecture(architecture: string): ModelKind | undefined {
  const [first] = dialectsFor(architecture);
  return first && PULL_DIALECTS[first].kind;
}
