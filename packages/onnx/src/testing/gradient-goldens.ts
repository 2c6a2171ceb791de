import { formula } from "../../../../tooling/golden/fill.ts";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { buildGraph, type GraphBuilder } from "../build/build-graph.ts";
import type { AttributeValue } from "../build/to-attribute.ts";
import type { Value } from "../build/value.ts";
import { gradients } from "../gradient/gradients.ts";
import { type DType, FLOATS } from "../model/dtype.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Model } from "../model/model.ts";
import { elements } from "../shape/elements.ts";

interface GoldenInput {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly differentiable: boolean;
  readonly scale?: number;
  readonly shift?: number;
  readonly data?: readonly number[];
}

/** A node, layer or loss with the gradients that PyTorch has for it; the script says what a case holds. */
export interface GradientGolden {
  readonly id: string;
  readonly kind: "operator" | "layer" | "loss";
  readonly op: string;
  readonly opset: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly inputs: readonly (GoldenInput | null)[];
  readonly outputs: readonly { readonly dtype: DType; readonly shape: readonly number[] }[];
  readonly loss: number;
  readonly gradients: readonly (readonly number[] | null)[];
  readonly at_kink?: boolean;
}

/** The cases of tooling/golden/scripts/gradient-rules.py. */
export const gradientGoldens: readonly GradientGolden[] = readVectors<{ cases: GradientGolden[] }>(
  "gradient-rules",
).cases;

/** Numbers by the formula of the golden scripts. */
export function formulaNumbers(name: string, shape: readonly number[], scale: number, shift: number): Float64Array {
  return Float64Array.from(formula(name, elements(shape), scale, shift));
}

export interface GoldenOptions {
  /** The type that stands for every floating point type. */
  readonly dtype: DType;
  /** Makes what the case is about of its operands; an ONNX node unless told. */
  readonly make?: (g: GraphBuilder, operands: readonly (Value | undefined)[]) => readonly Value[];
  /** Whole numbers are given when the graph runs, instead of being known beforehand. */
  readonly asInputs?: boolean;
}

/** What a case's gradients are computed by: a model with its inputs, whose outputs are `loss` and `d<place>`. */
export function gradientModel(
  golden: GradientGolden,
  { dtype, make, asInputs = false }: GoldenOptions,
): { model: Model; values: Record<string, { shape: readonly number[]; data: Float64Array }>; by: readonly number[] } {
  const g = buildGraph(golden.id, { opset: golden.opset });
  const values: Record<string, { shape: readonly number[]; data: Float64Array }> = {};
  const operands = golden.inputs.map((input, i) => {
    if (!input) return undefined;
    const { shape, scale = 1, shift = 0 } = input;
    const isFloat = FLOATS.includes(input.dtype);
    const data = input.data ? Float64Array.from(input.data) : formulaNumbers(`${golden.id} x${i}`, shape, scale, shift);
    const type = isFloat ? dtype : input.dtype;
    if (!input.differentiable && (isFloat || !asInputs)) {
      return g.weight(`x${i}`, makeTensor(type, shape, Array.from(data, toInt64) as number[]));
    }
    values[`x${i}`] = { shape, data };
    return g.input(`x${i}`, type, shape);
  });
  const attributes = golden.attributes;
  const results = make?.(g, operands) ?? g.ops(golden.op, operands, golden.outputs.length, attributes);
  const terms = results.flatMap((y, i) => {
    if (!FLOATS.includes(y.dtype)) return [];
    const { shape } = golden.outputs[i];
    const cotangent = formula(`${golden.id} y${i}`, elements(shape), 2);
    const all = shape.map((_, axis) => axis);
    const product = g.mul(
      y.dtype === dtype ? y : g.cast(y, dtype),
      g.weight(`cotangent${i}`, makeTensor(dtype, shape, Array.from(cotangent))),
    );
    return [all.length === 0 ? product : g.reduceSum(product, all)];
  });
  const loss = terms.reduce((a, b) => g.add(a, b));
  const by = golden.inputs.flatMap((input, i) => (input?.differentiable ? [i] : []));
  gradients(
    g,
    loss,
    by.map((i) => operands[i]!),
  ).forEach((gradient, i) => {
    g.output(`d${by[i]}`, gradient);
  });
  g.output("loss", loss);
  return { model: g.finish(), values, by };
}

/** A whole number as it was: JSON's numbers round the largest int64 up to 2^63. */
export function toInt64(value: number): bigint | number {
  return value === 2 ** 63 ? 2n ** 63n - 1n : value;
}
