import type { QuantizationReport } from "@tiny-cats/schema";

/** Where two models are: each an .onnx file with its tiny-cats.json beside or above it. */
export interface ComparedModels {
  readonly original: string;
  readonly quantized: string;
}

/** Kernel distances of two models' drawings to the same photos, and how far the second is above the first. */
export interface DrawingsCompared {
  /** Both distances with their intervals and numbers of drawings, the photos, and the network whose features were compared. */
  readonly kid: NonNullable<QuantizationReport["kid"]>;
  /** The quantized model's less the original's. */
  readonly delta: number;
  /** Version of every library that took part, by name. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** Draws with both models from the same noise, and compares the drawings with photos. `kernelDistanceDelta` of `@tiny-cats/eval/node` does. */
export type CompareDrawings = (
  models: ComparedModels,
  options: { readonly signal?: AbortSignal },
) => Promise<DrawingsCompared>;
