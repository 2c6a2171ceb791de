import { readFileSync } from "node:fs";
import type { Checkpoint, TensorSource } from "@tiny-cats/checkpoint";
import { expect } from "vitest";
import type { Architecture } from "../architecture.ts";
import { loadTensors } from "../load-tensors.ts";
import type { NamedSources } from "../weights.ts";
import { numbers } from "./golden.ts";
import { inMemory } from "./in-memory.ts";
import { gap, runInterpreter, runOnnxruntime } from "./run-graph.ts";

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
export const languageGolden: {
  gpt2: Record<string, LanguageCase & { file: string }>;
  nanecho: Record<string, LanguageCase & { files: Record<string, string>; iteration: number }>;
  whole_sizes: {
    gpt2: [string, number[]][];
    nanogpt: [string, number[]][];
    nanecho: { config: Record<string, unknown>; keys: [string, number[]][] };
  };
} = JSON.parse(
  readFileSync(new URL("../../../../tooling/golden/vectors/architectures-language.json", import.meta.url), "utf8"),
);

/** Token ids as a graph takes them. */
export function tokens(ids: readonly (readonly number[])[]) {
  return { input_ids: { shape: [ids.length, ids[0].length], data: BigInt64Array.from(ids.flat(), BigInt) } };
}

/** Holds a model's logits to PyTorch's: onnxruntime to 1e-4 of the largest, the float64 interpreter to 1e-9. */
export async function expectLogits<Config>(
  architecture: Architecture<Config>,
  config: Config,
  sources: NamedSources,
  { input_ids, float32, float64 }: LanguageCase,
): Promise<void> {
  const inputs = tokens(input_ids);
  const { logits } = await runOnnxruntime(architecture.graph(config, await loadTensors(sources)), inputs);
  expect(gap(logits, numbers(float32, "f32"))).toBeLessThan(1e-4);
  const exact = architecture.graph(config, await loadTensors(sources, { dtype: "float64" }), { dtype: "float64" });
  expect(gap(runInterpreter(exact, inputs).logits, numbers(float64, "f64"))).toBeLessThan(1e-9);
}

/** A tensor's bytes. */
export async function bytesOf(source: TensorSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.chunks()) chunks.push(chunk.slice());
  return Buffer.concat(chunks);
}

/** Holds tensors to others bit for bit, in the same order. */
export async function expectSameTensors(found: NamedSources, expected: NamedSources): Promise<void> {
  expect([...found].map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual(
    [...expected].map(([name, { dtype, shape }]) => [name, dtype, shape]),
  );
  for (const [name, source] of found) {
    expect([name, (await bytesOf(source)).equals(await bytesOf(expected.get(name)!))]).toEqual([name, true]);
  }
}

/** Tensors read into memory. */
export async function readAll(sources: NamedSources) {
  const all = new Map<
    string,
    { dtype: TensorSource["dtype"]; shape: readonly number[]; data: Uint8Array<ArrayBuffer> }
  >();
  for (const [name, source] of sources) {
    all.set(name, { dtype: source.dtype, shape: source.shape, data: new Uint8Array(await bytesOf(source)) });
  }
  return all;
}

/** Tensors as a safetensors file that is opened again. */
export async function inMemorySources(sources: NamedSources, metadata?: Record<string, string>): Promise<Checkpoint> {
  return inMemory(await readAll(sources), metadata);
}
