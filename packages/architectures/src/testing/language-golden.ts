import type { Model } from "@tiny-cats/onnx";
import { expect } from "vitest";
import { float32, float64, readVectors, type VectorFile } from "../../../../tooling/golden/read-vectors.ts";
import type { Architecture } from "../architecture.ts";
import { loadTensors } from "../load-tensors.ts";
import type { NamedSources } from "../weights.ts";
import { gap, type Runtime, runInterpreter, runOnnxruntime } from "./run-graph.ts";

/** What PyTorch answers for token ids, and the names and shapes of its state dict. */
export interface LanguageCase {
  config: Record<string, unknown>;
  keys: [string, number[]][];
  input_ids: number[][];
  logits_shape: number[];
  float32: string;
  float64: string;
}

/** tooling/golden/vectors/architectures-language.json. */
export const languageGolden: VectorFile & {
  gpt2: Record<string, LanguageCase & { file: string }>;
  nanecho: Record<string, LanguageCase & { files: Record<string, string>; iteration: number }>;
  whole_sizes: {
    gpt2: [string, number[]][];
    nanogpt: [string, number[]][];
    nanecho: { config: Record<string, unknown>; keys: [string, number[]][] };
  };
} = readVectors("architectures-language");

/** Token ids as a graph takes them. */
export function tokens(ids: readonly (readonly number[])[]) {
  return { input_ids: { shape: [ids.length, ids[0].length], data: BigInt64Array.from(ids.flat(), BigInt) } };
}

/** How far onnxruntime's logits of a graph are from PyTorch's in float32. */
export async function logitsGap(model: Model, golden: LanguageCase, runtime?: Runtime): Promise<number> {
  const { logits } = await runOnnxruntime(model, tokens(golden.input_ids), runtime);
  return gap(logits, float32(golden.float32));
}

/** Holds a model's logits to PyTorch's: onnxruntime to 1e-4 of the largest, the float64 interpreter to 1e-9. */
export async function expectLogits<Config>(
  architecture: Architecture<Config>,
  config: Config,
  sources: NamedSources,
  golden: LanguageCase,
): Promise<void> {
  expect(await logitsGap(architecture.graph(config, await loadTensors(sources)), golden)).toBeLessThan(1e-4);
  const exact = architecture.graph(config, await loadTensors(sources, { dtype: "float64" }), { dtype: "float64" });
  expect(gap(runInterpreter(exact, tokens(golden.input_ids)).logits, float64(golden.float64))).toBeLessThan(1e-9);
}
