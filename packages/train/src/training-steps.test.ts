import { type Architecture, gpt2, mobileNetV2, tinyDit } from "@tiny-cats/architectures";
import type { Model, Tensor } from "@tiny-cats/onnx";
import { crossEntropy, squaredError } from "@tiny-cats/onnx/gradient";
import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import type { Objective } from "./graphs/gradient-graph.ts";
import { adamW } from "./optimizer/adam-w.ts";
import { averageDecay } from "./optimizer/average-decay.ts";
import { sgd } from "./optimizer/sgd.ts";
import { openStep } from "./step/open-step.ts";
import type { Batch } from "./step/step.ts";
import {
  beginning,
  flowBatch,
  pictureBatch,
  summarize,
  type TensorSummary,
  tokenBatch,
  type TrainingCase,
  trainingCases,
} from "./testing/training-case.ts";

const RELATIVE = 1e-3;

/** A model whose weights begin as the case says, but for those of `fixed`. */
function modelOf<Config>(
  architecture: Architecture<Config>,
  config: Config,
  { begin }: TrainingCase,
  fixed: (name: string) => number | undefined = () => undefined,
): Model {
  const tensors = [...architecture.tensors(config)].map(([name, { shape }]): [string, Tensor] => {
    const value = fixed(name);
    const values = value === undefined ? beginning(name, shape, begin) : filled(shape, value);
    return [name, { dtype: "float32", shape, bytes: new Uint8Array(values.buffer) }];
  });
  return architecture.graph(config, new Map(tensors), { opset: 20 });
}

const filled = (shape: readonly number[], value: number) =>
  new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value);

function optimizerOf({ optimizer: { kind, betas, eps, weight_decay: weightDecay, momentum } }: TrainingCase) {
  if (kind === "sgd") return sgd({ momentum, weightDecay });
  return adamW({ beta1: betas[0], beta2: betas[1], epsilon: eps, weightDecay });
}

/** What a run left, held to PyTorch's float64 run: losses, norms, and of each tensor its summary, relative to its root mean square. */
function expectSummaries(
  found: ReadonlyMap<string, Float32Array>,
  wanted: Readonly<Record<string, TensorSummary>>,
  undetermined: TrainingCase["undetermined"],
): void {
  for (const [name, { rms, sum, at8 }] of Object.entries(wanted)) {
    const values = found.get(name)!;
    const summary = summarize(name, values, undetermined[name]);
    expect(Math.abs(summary.rms - rms) / rms, `rms of ${name}`).toBeLessThan(RELATIVE);
    expect(Math.abs(summary.sum - sum) / (rms * Math.sqrt(values.length)), `sum of ${name}`).toBeLessThan(RELATIVE);
    at8.forEach((value, i) => {
      expect(Math.abs(summary.at8[i] - value) / rms, `place ${i} of ${name}`).toBeLessThan(RELATIVE);
    });
  }
}
