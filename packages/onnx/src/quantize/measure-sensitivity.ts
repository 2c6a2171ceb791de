import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { InputValues } from "../interpret/bind-inputs.ts";
import type { Model } from "../model/model.ts";
import { nodeName } from "./node-name.ts";
import { outputError } from "./output-error.ts";
import type { ModelOutputs, RunModel, RunProgress } from "./run-model.ts";

export interface MeasureSensitivityOptions {
  /** The model with every node but these quantized, as `quantizeDynamic` and `quantizeStatic` do. */
  readonly quantize: (skip: readonly string[]) => Model;
  /** The nodes that can be quantized, as `quantizableNodes` lists them. */
  readonly nodes: readonly string[];
  /** `outputError` unless given; outputs of each batch, those of the model first. */
  readonly loss?: (expected: readonly ModelOutputs[], found: readonly ModelOutputs[]) => number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
}

/** What quantizing one node alone costs. */
export interface NodeSensitivity {
  readonly node: string;
  readonly op: string;
  readonly loss: number;
}

/**
 * The loss of a model in which one node alone is quantized, for each node, the largest first; nodes of equal loss stand in the model's order.
 *
 * Throws `no-batches`; what `run` throws.
 */
export async function measureSensitivity(
  model: Model,
  batches: readonly InputValues[],
  run: RunModel,
  { quantize, nodes, loss = outputError, signal, onProgress }: MeasureSensitivityOptions,
): Promise<NodeSensitivity[]> {
  const expected = await runBatches(model, batches, run, signal);
  const ops = new Map(model.graph.nodes.map((node) => [nodeName(node), node.op]));
  const found: NodeSensitivity[] = [];
  for (const node of nodes) {
    const alone = quantize(nodes.filter((other) => other !== node));
    const outputs = await runBatches(alone, batches, run, signal);
    found.push({ node, op: ops.get(node) ?? "", loss: loss(expected, outputs) });
    onProgress?.({ done: found.length, total: nodes.length });
  }
  return found.sort((a, b) => b.loss - a.loss);
}

/** The outputs for each batch. Throws `no-batches`, what `run` throws, and the signal's reason. */
export async function runBatches(
  model: Model,
  batches: readonly InputValues[],
  run: RunModel,
  signal?: AbortSignal,
): Promise<ModelOutputs[]> {
  if (batches.length === 0) {
    throw new TinyCatsError("no-batches", "there is nothing to measure on: no batch was given", {
      remedy: "give inputs like those that the model will see.",
    });
  }
  const outputs: ModelOutputs[] = [];
  for (const batch of batches) {
    signal?.throwIfAborted();
    outputs.push(await run(model, batch, signal ? { signal } : {}));
  }
  signal?.throwIfAborted();
  return outputs;
}
