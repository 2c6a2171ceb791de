import { FLOATS } from "../model/dtype.ts";
import { broadcastShapes } from "../shape/broadcast-shapes.ts";
import { mayEqual } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";
import { toAxis } from "./axes.ts";
import { defineOperator } from "./define-operator.ts";
import { expandTo } from "./expand-to.ts";
import type { KernelContext, Operator } from "./operator.ts";
import { wrongAttribute, wrongShape } from "./refuse.ts";

function batchNormalization({ attributes, inputs }: KernelContext): Float64Array {
  const [x, scale, bias, mean, variance] = inputs;
  const [, channels, ...spatial] = x!.shape;
  const places = elements(spatial);
  const epsilon = attributes.float("epsilon");
  const factors = scale!.data.map((value, i) => value / Math.sqrt(variance!.data[i] + epsilon));
  return x!.data.map((value, i) => {
    const channel = Math.floor(i / places) % channels;
    return (value - mean!.data[channel]) * factors[channel] + bias!.data[channel];
  });
}

/** Normalises the axes from `axis` on: mean and variance in two passes over each row. */
function layerNormalization(context: KernelContext): Float64Array[] {
  const [x, scale, bias] = context.inputs;
  const axis = toAxis(context, context.attributes.int("axis"), x!.shape.length);
  const inner = x!.shape.slice(axis);
  const width = elements(inner);
  const rows = elements(x!.shape.slice(0, axis));
  const factors = expandTo(scale!, inner);
  const shifts = bias ? expandTo(bias, inner) : new Float64Array(width);
  const epsilon = context.attributes.float("epsilon");
  const out = new Float64Array(x!.data.length);
  const means = new Float64Array(rows);
  const inverses = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const values = x!.data.subarray(row * width, (row + 1) * width);
    const mean = values.reduce((sum, value) => sum + value, 0) / width;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    means[row] = mean;
    inverses[row] = 1 / Math.sqrt(variance + epsilon);
    for (let i = 0; i < width; i++) out[row * width + i] = (values[i] - mean) * inverses[row] * factors[i] + shifts[i];
  }
  return [out, means, inverses];
}

/** BatchNormalization in inference, LayerNormalization. */
export const NORMALIZING: readonly Operator[] = [
  defineOperator("BatchNormalization", {
    signature: "X:T scale:U B:U input_mean:V input_var:V -> Y:T running_mean?:V running_var?:V",
    types: { T: FLOATS, U: FLOATS, V: FLOATS },
    attributes: {
      epsilon: { type: "float", default: Math.fround(1e-5) },
      momentum: { type: "float", default: Math.fround(0.9) },
      training_mode: { type: "int", default: 0 },
    },
    shape: (context) => {
      const [x, ...others] = context.shapes;
      if (context.attributes.int("training_mode") || context.node.outputs.length > 1) {
        throw wrongAttribute(context, "batch normalisation in training mode is not supported");
      }
      if (x!.length < 2 || others.some((shape) => shape!.length !== 1 || !mayEqual(shape![0], x![1]))) {
        throw wrongShape(context, "scale, bias, mean and variance are one number a channel");
      }
      return [x];
    },
    run: (context) => [batchNormalization(context)],
  }),
  defineOperator("LayerNormalization", {
    signature: "X:T Scale:T B?:T -> Y:T Mean?:U InvStdDev?:U",
    types: { T: FLOATS, U: ["float32", "bfloat16"] },
    attributes: {
      axis: { type: "int", default: -1 },
      epsilon: { type: "float", default: Math.fround(1e-5) },
      stash_type: { type: "int", default: 1 },
    },
    // Statistics are float32 unless asked for otherwise, whatever X is.
    dtype: ({ attributes }) => (attributes.int("stash_type") === 16 ? "bfloat16" : "float32"),
    shape: (context) => {
      const [x, scale, bias] = context.shapes;
      const axis = toAxis(context, context.attributes.int("axis"), x!.length);
      const inner = x!.slice(axis);
      for (const shape of [scale, bias]) {
        if (!shape) continue;
        const sum = broadcastShapes([shape, inner]);
        const fits = sum && sum.length === inner.length && sum.every((side, i) => mayEqual(side, inner[i]));
        if (!fits) throw wrongShape(context, "scale and bias do not broadcast to the normalised axes");
      }
      const statistics = x!.map((side, i) => (i < axis ? side : 1));
      return [x, statistics, statistics];
    },
    run: layerNormalization,
  }),
];
