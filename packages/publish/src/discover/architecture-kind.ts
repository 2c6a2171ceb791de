import type { ModelKind } from "../model-kind.ts";

const KINDS: Readonly<Record<string, ModelKind>> = {
  tinydit: "generator",
  resnet: "classifier",
  "mobilenet-v2": "classifier",
  "mobilenet-v3-small": "classifier",
  gpt2: "language",
  nanecho: "language",
};

/** What models of an architecture are published as; undefined for those that are not published. */
export function architectureKind(architecture: string): ModelKind | undefined {
  return Object.hasOwn(KINDS, architecture) ? KINDS[architecture] : undefined;
}
