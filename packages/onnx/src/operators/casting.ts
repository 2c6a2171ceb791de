import { ALL, DTYPES, type DType, dtypeOfCode, FLOATS } from "../model/dtype.ts";
import { fitsType } from "../model/fits-type.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { isSigned } from "../model/whole-range.ts";
import { elements } from "../shape/elements.ts";
import { shapeOfContent } from "./content.ts";
import { defineOperator } from "./define-operator.ts";
import type { Operator, RuleContext } from "./operator.ts";
import { wrongAttribute } from "./refuse.ts";

function target(context: RuleContext): DType {
  const dtype = dtypeOfCode(context.attributes.int("to"));
  if (!dtype) throw wrongAttribute(context, "it casts to a type that is not supported", context.attributes.int("to"));
  return dtype;
}

/** What becomes of a number in another type; floats keep their float64 value. */
function castNumber(value: number, dtype: DType): number {
  if (FLOATS.includes(dtype)) return value;
  if (dtype === "bool") return value ? 1 : 0;
  const whole = Number.isFinite(value) ? Math.trunc(value) : 0;
  const bits = DTYPES[dtype].bytes * 8;
  if (fitsType(whole, dtype) || bits === 64) return whole;
  return Number(isSigned(dtype) ? BigInt.asIntN(bits, BigInt(whole)) : BigInt.asUintN(bits, BigInt(whole)));
}

/** The value of a Constant node by the attribute that holds it. */
function constant(context: RuleContext): { dtype: DType; shape: readonly number[]; values: ArrayLike<number> } {
  const { attributes } = context;
  if (attributes.has("value")) {
    const tensor = attributes.tensor("value");
    return { dtype: tensor.dtype, shape: tensor.shape, values: tensorValues(tensor) };
  }
  if (attributes.has("value_int")) return { dtype: "int64", shape: [], values: [attributes.int("value_int")] };
  if (attributes.has("value_float")) return { dtype: "float32", shape: [], values: [attributes.float("value_float")] };
  const dtype = attributes.has("value_ints") ? "int64" : "float32";
  if (!attributes.has("value_ints") && !attributes.has("value_floats"))
    throw wrongAttribute(context, "it has no value");
  const values = dtype === "int64" ? attributes.ints("value_ints") : attributes.floats("value_floats");
  return { dtype, shape: [values.length], values };
}

/** Operators that make or convert values: Cast, Constant, ConstantOfShape, Range, Dropout. */
export const CASTING: readonly Operator[] = [
  defineOperator("Cast", {
    signature: "input:A -> output:B",
    types: { A: ALL, B: ALL },
    attributes: { to: { type: "int", required: true }, saturate: { type: "int", default: 1, since: 19 } },
    dtype: target,
    shape: ({ shapes }) => [shapes[0]],
    run: ({ inputs, results: [{ dtype }] }) => [
      FLOATS.includes(dtype) ? inputs[0]!.data : inputs[0]!.data.map((value) => castNumber(value, dtype)),
    ],
    moves: [0],
  }),
  defineOperator("Constant", {
    signature: "-> output:B",
    types: { B: ALL },
    attributes: {
      value: { type: "tensor" },
      value_int: { type: "int" },
      value_float: { type: "float" },
      value_ints: { type: "ints" },
      value_floats: { type: "floats" },
    },
    dtype: (context) => constant(context).dtype,
    shape: (context) => [constant(context).shape],
    run: (context) => [Float64Array.from(constant(context).values)],
  }),
  defineOperator("ConstantOfShape", {
    signature: "input:int64 -> output:B",
    types: { B: ALL },
    attributes: { value: { type: "tensor" } },
    dtype: ({ attributes }) => (attributes.has("value") ? attributes.tensor("value").dtype : "float32"),
    shape: (context) => [shapeOfContent(context, 0)],
    run: ({ attributes, results: [{ shape }] }) => {
      const value = attributes.has("value") ? tensorValues(attributes.tensor("value"))[0] : 0;
      return [new Float64Array(elements(shape)).fill(value)];
    },
  }),
  defineOperator("Range", {
    signature: "start:T limit:T delta:T -> output:T",
    types: { T: ["float32", "float64", "int16", "int32", "int64"] },
    shape: (context) => {
      const [start, limit, delta] = [0, 1, 2].map((i) => context.content(i)?.[0] ?? null);
      if (typeof start === "number" && typeof limit === "number" && typeof delta === "number") {
        return [[Math.max(0, Math.ceil((limit - start) / delta) || 0)]];
      }
      return [[start === 0 && delta === 1 ? limit : null]];
    },
    run: ({ inputs, results: [{ shape }] }) => {
      const [start, , delta] = inputs.map((input) => input!.data[0]);
      return [Float64Array.from({ length: shape[0] }, (_, i) => start + i * delta)];
    },
  }),
  defineOperator("Dropout", {
    signature: "data:T ratio?:R training_mode?:bool -> output:T mask?:bool",
    types: { T: FLOATS, R: FLOATS },
    attributes: { seed: { type: "int" } },
    shape: (context) => {
      if (context.content(2)?.[0] === 1) throw wrongAttribute(context, "dropout in training mode is not supported");
      return [context.shapes[0], context.shapes[0]];
    },
    run: ({ inputs: [data] }) => [data!.data, new Float64Array(data!.data.length).fill(1)],
  }),
];
