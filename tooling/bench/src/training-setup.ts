import { type Architecture, mobileNetV2, parseConfig, tinyDit } from "@tiny-cats/architectures";
import type { Model, Tensor } from "@tiny-cats/onnx";
import { crossEntropy, squaredError } from "@tiny-cats/onnx/gradient";
import type { Batch, GradientGraphOptions } from "@tiny-cats/train";
import { fill, formula, unit } from "../../golden/fill.ts";
import type { TrainingCase } from "./training-cases.ts";

/** A model to train, what is minimised, and the one batch that it is trained on. */
export interface TrainingSetup extends GradientGraphOptions {
  readonly model: Model;
  readonly batch: Batch;
}

/** A case's model with weights by formula, and its batch. */
export function trainingSetup(given: TrainingCase): TrainingSetup {
  return given.architecture === "tinydit" ? flow(given) : classification(given);
}

function flow({ config, batch: count }: TrainingCase): TrainingSetup {
  const { model, names } = begin(tinyDit, config);
  const side = (config as { image_size: number }).image_size;
  const shape = [count, 3, side, side];
  const pictures = (name: string) => ({ data: formula(name, count * 3 * side * side, 2), shape });
  return {
    model,
    weights: names,
    objective: (g, { velocity }) => squaredError(g, velocity, g.input("target", "float32", velocity.shape)),
    batch: {
      noise: pictures("noise"),
      timestep: { data: Float32Array.from(unit("time", count), (u) => u * 0.9), shape: [count] },
      breed: indices("breed", count, 14),
      target: pictures("target"),
    },
  };
}

function classification({ config, batch: count }: TrainingCase): TrainingSetup {
  const isFolded = (config as { batch_norm?: string }).batch_norm === "folded";
  const { model, names } = begin(mobileNetV2, config);
  const isFixed = (name: string) => name.includes("running_") || (isFolded && name.endsWith("normalization.weight"));
  return {
    model,
    weights: names.filter((name) => !isFixed(name)),
    objective: (g, { logits }) => crossEntropy(g, logits, g.input("labels", "int64", [logits.shape[0]])),
    ...(!isFolded && { batchNorm: "batch" }),
    batch: {
      pixel_values: { data: formula("pixels", count * 3 * 224 * 224, 2), shape: [count, 3, 224, 224] },
      labels: indices("labels", count, 13),
    },
  };
}

function indices(name: string, count: number, below: number) {
  return { data: BigInt64Array.from(unit(name, count), (u) => BigInt(Math.floor(u * below))), shape: [count] };
}

function begin<Config>(architecture: Architecture<Config>, given: object) {
  const config = parseConfig(architecture, given);
  const isFolded = (given as { batch_norm?: string }).batch_norm === "folded";
  const tensors = [...architecture.tensors(config)].map(([name, { shape }]): [string, Tensor] => {
    const values = startOf(name, shape, isFolded);
    return [name, { dtype: "float32", shape, bytes: new Uint8Array(values.buffer) }];
  });
  return { model: architecture.graph(config, new Map(tensors), { opset: 20 }), names: tensors.map(([name]) => name) };
}

/** A weight's beginning; running statistics and folded norms are what they are without training. */
function startOf(name: string, shape: readonly number[], isFolded: boolean): Float32Array {
  const size = shape.reduce((a, b) => a * b, 1);
  if (name.endsWith("running_mean")) return new Float32Array(size);
  // The epsilon of MobileNetV2's norms is 1e-3.
  if (name.endsWith("running_var")) return new Float32Array(size).fill(isFolded ? 1 - 1e-3 : 1);
  if (isFolded && name.endsWith("normalization.weight")) return new Float32Array(size).fill(1);
  return fill(name, shape).map((value) => (shape.length > 1 ? 0.5 * value : value));
}
