import { findDuplicates, statistics } from "@tiny-cats/checkpoint";
import { interpretAsync } from "@tiny-cats/onnx";
import { isFloat } from "../is-float.ts";
import { loadTensors } from "../load-tensors.ts";
import { type OpenModelOptions, openModel } from "./open-model.ts";
import { sampleInputs } from "./sample-inputs.ts";

export interface VerifyOptions extends OpenModelOptions {
  /** Tensors looked through, of all. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** A thing that is wrong with a checkpoint. */
export interface Problem {
  readonly kind: "not-finite" | "untrained" | "forward-not-finite";
  readonly message: string;
}

/** What was found out about a checkpoint. */
export interface VerifyReport {
  readonly path: string;
  readonly architecture: string;
  readonly dialect: string;
  readonly weights: "raw" | "ema";
  readonly config: unknown;
  readonly tensors: number;
  readonly parameters: number;
  /** Nothing of `problems`. */
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  /** Names of tensors whose bytes are equal, in groups; no fault in itself. */
  readonly duplicates: readonly (readonly string[])[];
  /** A run of the whole model on fixed inputs, in float64. */
  readonly forward: readonly {
    readonly output: string;
    readonly shape: readonly number[];
    readonly min: number;
    readonly max: number;
  }[];
  readonly notes: readonly string[];
}

/**
 * Looks a checkpoint through: its tensors against the architecture's strict table, every number for NaN and infinity, signs that it was never
 * trained, and whether a run of the model gives finite numbers.
 *
 * Throws `tensor-mismatch` and what else opening and running throw; what is wrong with the numbers is in `problems`.
 */
export async function verifyCheckpoint(path: string, options: VerifyOptions = {}): Promise<VerifyReport> {
  const { signal, onProgress } = options;
  const stop = signal ? { signal } : {};
  await using model = await openModel(path, options);
  const { architecture, config, tensors } = model;
  const problems: Problem[] = [];
  let parameters = 0;
  let done = 0;
  for (const [name, source] of tensors) {
    signal?.throwIfAborted();
    const { count, nan, infinite } = await statistics(source, stop);
    if (isFloat(source.dtype)) parameters += count;
    if (nan + infinite > 0) {
      problems.push({ kind: "not-finite", message: `${name}: ${nan} NaN and ${infinite} infinities among ${count}` });
    }
    onProgress?.({ done: ++done, total: tensors.size });
  }
  if (model.untrained !== undefined) problems.push({ kind: "untrained", message: model.untrained });
  const graph = architecture.graph(config, await loadTensors(tensors, stop));
  const outputs = await interpretAsync(graph, sampleInputs(graph, config), stop);
  const forward = Object.entries(outputs).map(([output, { shape, data }]) => ({ output, shape, ...range(data) }));
  for (const { output, min, max } of forward) {
    if (Number.isFinite(min) && Number.isFinite(max)) continue;
    problems.push({ kind: "forward-not-finite", message: `${output} holds numbers that are not finite` });
  }
  return {
    path: model.path,
    architecture: architecture.name,
    dialect: model.dialect.name,
    weights: model.weights,
    config,
    tensors: tensors.size,
    parameters,
    ok: problems.length === 0,
    problems,
    duplicates: await findDuplicates(tensors, stop),
    forward,
    notes: model.notes,
  };
}

function range(data: ArrayLike<number>): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) return { min: Number.NaN, max: Number.NaN };
    min = Math.min(min, data[i]);
    max = Math.max(max, data[i]);
  }
  return { min, max };
}
