import { type Architecture, gpt2, mobileNetV2, parseConfig, tinyDit } from "@tiny-cats/architectures";
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
  accumulation,
  beginning,
  determined,
  flowBatch,
  pictureBatch,
  summarize,
  type TensorSummary,
  type TrainingCase,
  type TrainingStart,
  tokenBatch,
  trainingCases,
} from "./testing/training-case.ts";

const RELATIVE = 1e-3;

/** Of the gradient's norm, which jumps by itself where rounding carries a number across a kink of ReLU6. */
const RELATIVE_NORM = 1e-2;

/** Of how far training moved a tensor, which may be a thousandth of its size: float32 itself strays by up to 2e-3 of it in PyTorch. */
const RELATIVE_WAY = 1e-2;

/** A model whose weights begin as the case says, but for those of `fixed`. */
function modelOf<Config>(
  architecture: Architecture<Config>,
  config: Config,
  { begin }: TrainingStart,
  fixed: (name: string) => number | undefined = () => undefined,
): Model {
  const needed = [...architecture.tensors(config)].filter(([, { optional }]) => !optional);
  const tensors = needed.map(([name, { shape }]): [string, Tensor] => {
    const value = fixed(name);
    const values = value === undefined ? beginning(name, shape, begin) : filled(shape, value);
    return [name, { dtype: "float32", shape, bytes: new Uint8Array(values.buffer) }];
  });
  return architecture.graph(config, new Map(tensors), { opset: 20 });
}

const filled = (shape: readonly number[], value: number) =>
  new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value);

function optimizerOf({ optimizer: { kind, betas, eps, weight_decay: weightDecay, momentum } }: TrainingStart) {
  if (kind === "sgd") return sgd({ momentum, weightDecay });
  return adamW({ beta1: betas[0], beta2: betas[1], epsilon: eps, weightDecay });
}

/** Tensors held to what PyTorch's float64 run left of each, relative to its root mean square, and how far training moved it. */
function expectSummaries(
  found: ReadonlyMap<string, Float32Array>,
  wanted: Readonly<Record<string, TensorSummary>>,
  {
    start,
    undetermined,
    relative = RELATIVE,
  }: {
    start?: ReadonlyMap<string, Float32Array>;
    undetermined: TrainingCase["undetermined"];
    relative?: number;
  },
): void {
  for (const [name, { rms, sum, moved, at8 }] of Object.entries(wanted)) {
    const values = determined(found.get(name)!, undetermined[name]);
    const summary = summarize(name, values);
    expect(Math.abs(summary.rms - rms) / rms, `rms of ${name}`).toBeLessThan(relative);
    expect(Math.abs(summary.sum - sum) / (rms * values.length), `sum of ${name}`).toBeLessThan(relative);
    at8.forEach((value, i) => {
      expect(Math.abs(summary.at8[i] - value) / rms, `place ${i} of ${name}`).toBeLessThan(relative);
    });
    if (moved === undefined || !start?.has(name)) continue;
    const before = determined(start.get(name)!, undetermined[name]);
    const gone = summarize(
      name,
      values.map((value, i) => value - before[i]),
    ).rms;
    expect(Math.abs(gone / moved - 1), `way of ${name}`).toBeLessThan(RELATIVE_WAY);
  }
}

interface Trial {
  readonly model: Model;
  readonly weights: readonly string[];
  readonly objective: Objective;
  readonly batchNorm?: "batch";
  readonly batch: (step: number) => Batch;
  readonly shares?: (batch: Batch) => Float32Array;
}

function flow(name: string, given: TrainingStart): Trial {
  const config = parseConfig(tinyDit, given.config);
  return {
    model: modelOf(tinyDit, config, given),
    weights: [...tinyDit.tensors(config).keys()],
    objective: (g, { velocity }) => squaredError(g, velocity, g.input("target", "float32", velocity.shape)),
    batch: (step) => flowBatch(name, step, given.batch, config.image_size),
  };
}

function classification(name: string, given: TrainingCase, isFolded: boolean): Trial {
  const config = parseConfig(mobileNetV2, { ...given.config, ...(isFolded && { batch_norm: "folded" }) });
  // What a folded normalisation is left with, which does nothing.
  const idle: Record<string, number> = { weight: 1, running_mean: 0, running_var: 1 - config.layer_norm_eps };
  const fixed = (weight: string) =>
    isFolded && weight.includes("normalization") ? idle[weight.split(".").at(-1)!] : undefined;
  const { class_weights: classWeights, label_smoothing: labelSmoothing } = given;
  return {
    model: modelOf(mobileNetV2, config, given, fixed),
    weights: [...mobileNetV2.tensors(config)].flatMap(([weight, { optional }]) =>
      optional || fixed(weight) !== undefined || weight.includes("running") ? [] : [weight],
    ),
    objective(g, { logits }) {
      const labels = g.input("labels", "int64", [logits.shape[0]]);
      const weights = g.constant("float32", [classWeights.length], classWeights);
      return crossEntropy(g, logits, labels, { classWeights: weights, labelSmoothing });
    },
    ...(!isFolded && { batchNorm: "batch" }),
    batch: (step) => pictureBatch(name, step, given.batch, config.image_size),
    shares({ labels }) {
      const weights = Float32Array.from(labels.data as BigInt64Array, (label) => classWeights[Number(label)]);
      const total = weights.reduce((a, b) => a + b, 0);
      return weights.fill(1 / total);
    },
  };
}

function language(name: string, given: TrainingCase): Trial {
  const config = parseConfig(gpt2, given.config);
  return {
    model: modelOf(gpt2, config, given),
    weights: [...gpt2.tensors(config).keys()].filter((weight) => given.weights[weight]),
    objective(g, { input_ids, logits }) {
      const labels = g.input("labels", "int64", input_ids.shape);
      const losses = crossEntropy(g, g.reshape(logits, [-1, config.vocab_size]), g.reshape(labels, [-1]));
      return g.reduceMean(g.reshape(losses, g.shape(labels)), [1]);
    },
    batch: (step) => tokenBatch(name, step, given.batch, given.sequence),
  };
}

test.each([8, 4, 3, 1])("one step of a batch of 8 in parts of %i is PyTorch's of the whole", async (microBatch) => {
  const given = accumulation;
  const { batch, ...trial } = flow("accumulation", given);
  await using step = await openStep(ort, { ...trial, optimizer: optimizerOf(given), threads: 1 });
  const { loss, norm } = await step.run(batch(0), { rate: given.optimizer.lr, clip: 1, microBatch });
  expect(Math.abs(loss / given.loss - 1)).toBeLessThan(1e-5);
  expect(Math.abs(norm / given.norm - 1)).toBeLessThan(1e-5);
  expectSummaries(step.weights, given.weights, { undetermined: {}, relative: 1e-5 });
});

describe("50 steps from the same weights, data and noise are PyTorch's", () => {
  test.each<[string, (name: string, given: TrainingCase) => Trial]>([
    ["tinydit-64", flow],
    ["mobilenet-v2-folded", (name, given) => classification(name, given, true)],
    ["mobilenet-v2-kept", (name, given) => classification(name, given, false)],
    ["gpt2", language],
  ])(
    "%s",
    async (name, make) => {
      const given = trainingCases[name];
      const { batch, shares, ...trial } = make(name, given);
      const { clip, ema } = given.optimizer;
      await using step = await openStep(ort, {
        ...trial,
        optimizer: optimizerOf(given),
        average: ema !== undefined,
        threads: 1,
      });
      const start = new Map([...step.weights].map(([weight, values]) => [weight, values.slice()]));
      for (const [i, rate] of given.learning_rates.entries()) {
        const now = batch(i);
        const { loss, norm } = await step.run(now, {
          rate,
          ...(clip !== undefined && { clip }),
          ...(shares && { shares: shares(now) }),
          ...(ema !== undefined && { average: averageDecay(ema, i + 1) }),
        });
        expect(Math.abs(loss / given.losses[i] - 1), `loss of step ${i}`).toBeLessThan(RELATIVE);
        expect(Math.abs(norm / given.norms[i] - 1), `norm of step ${i}`).toBeLessThan(RELATIVE_NORM);
      }
      const { undetermined } = given;
      expectSummaries(new Map([...step.weights, ...step.statistics]), given.weights, { start, undetermined });
      if (given.ema) expectSummaries(step.average!, given.ema, { undetermined });
    },
    120_000,
  );
});
