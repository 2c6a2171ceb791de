import { type DType, dtypeOfCode, FLOATS } from "../model/dtype.ts";
import { roundToEven } from "../model/half.ts";
import { wholeRange } from "../model/whole-range.ts";
import { type Dim, mayEqual } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";
import { toAxis } from "./axes.ts";
import { CONVOLUTION_ATTRIBUTES, convolutionShape, convolutionSides } from "./convolution.ts";
import { convolve } from "./convolve.ts";
import { defineOperator } from "./define-operator.ts";
import { matmul, matmulShape } from "./linear.ts";
import type { NumericTensor } from "./numeric-tensor.ts";
import type { AttributeSpec, Operator, RuleContext } from "./operator.ts";
import { wrongAttribute, wrongShape } from "./refuse.ts";

const QUANTIZED: readonly DType[] = ["int8", "uint8", "int16", "uint16"];
const EIGHT_BITS: readonly DType[] = ["int8", "uint8"];

const ATTRIBUTES: Readonly<Record<string, AttributeSpec>> = {
  axis: { type: "int", default: 1 },
  block_size: { type: "int", default: 0, since: 21 },
};

/** A whole number held to the range of its type. */
function saturate(value: number, dtype: DType): number {
  const { lowest, end } = wholeRange(dtype);
  return Math.min(Math.max(value, lowest), end - 1);
}

/** The operand's own shape. Throws unless scale and zero point are one number, or both one an index of the axis. */
function scaledShape(context: RuleContext) {
  const [x, scale, zero] = context.shapes;
  if (context.attributes.int("block_size")) throw wrongAttribute(context, "scales by blocks are not supported");
  const given = [scale!, ...(zero ? [zero] : [])];
  if (given.every(isSingle)) return [x];
  const axis = toAxis(context, context.attributes.int("axis"), x!.length);
  if (given.some((shape) => shape.length !== 1 || !mayEqual(shape[0], x![axis])))
    throw wrongShape(context, "there is not one scale an index of the axis");
  return [x];
}

function isSingle(shape: readonly Dim[]): boolean {
  return shape.length === 0 || (shape.length === 1 && shape[0] === 1);
}

/** For each element, which scale it has. */
function scaleIndex(context: RuleContext, { shape }: NumericTensor, scales: number): (i: number) => number {
  if (scales === 1) return () => 0;
  const axis = toAxis(context, context.attributes.int("axis"), shape.length);
  const inner = elements(shape.slice(axis + 1));
  return (i) => Math.floor(i / inner) % shape[axis];
}

function quantizedType(context: RuleContext): DType {
  if (context.dtypes[2]) return context.dtypes[2];
  const code = context.opset >= 21 ? context.attributes.int("output_dtype") : 0;
  const dtype = code === 0 ? "uint8" : dtypeOfCode(code);
  if (!dtype || !QUANTIZED.includes(dtype))
    throw wrongAttribute(context, "it quantizes to a type that is not supported", code);
  return dtype;
}

/** a - zero, where there is one zero point, or one a row (`rows`) or a column of the last axis. */
function shifted(
  context: RuleContext,
  a: NumericTensor,
  zero: NumericTensor | undefined,
  byRow: boolean,
): NumericTensor {
  if (!zero) return a;
  const width = a.shape[a.shape.length - 1] ?? 1;
  const rows = a.shape[a.shape.length - 2] ?? 1;
  const count = zero.data.length;
  if (count > 1 && count !== (byRow ? rows : width)) throw wrongShape(context, "zero points do not fit");
  const at = (i: number) => (count === 1 ? 0 : byRow ? Math.floor(i / width) % rows : i % width);
  return { ...a, data: a.data.map((value, i) => value - zero.data[at(i)]) };
}

/** Quantized arithmetic, exact in float64. */
export const QUANTIZING: readonly Operator[] = [
  defineOperator("QuantizeLinear", {
    signature: "x:T y_scale:S y_zero_point?:Z -> y:Y",
    types: { T: [...FLOATS, "int32"], S: [...FLOATS, "int32"], Z: QUANTIZED, Y: QUANTIZED },
    attributes: {
      ...ATTRIBUTES,
      saturate: { type: "int", default: 1, since: 19 },
      output_dtype: { type: "int", default: 0, since: 21 },
    },
    dtype: quantizedType,
    shape: scaledShape,
    run: (context) => {
      const [x, scale, zero] = context.inputs;
      const at = scaleIndex(context, x!, scale!.data.length);
      const { dtype } = context.results[0];
      return [
        x!.data.map((value, i) => saturate(roundToEven(value / scale!.data[at(i)]) + (zero?.data[at(i)] ?? 0), dtype)),
      ];
    },
  }),
  defineOperator("DequantizeLinear", {
    signature: "x:T x_scale:S x_zero_point?:T -> y:S",
    types: { T: [...QUANTIZED, "int32"], S: FLOATS },
    attributes: ATTRIBUTES,
    shape: scaledShape,
    run: (context) => {
      const [x, scale, zero] = context.inputs;
      const at = scaleIndex(context, x!, scale!.data.length);
      return [x!.data.map((value, i) => (value - (zero?.data[at(i)] ?? 0)) * scale!.data[at(i)])];
    },
  }),
  defineOperator("DynamicQuantizeLinear", {
    signature: "x:float32 -> y:uint8 y_scale:float32 y_zero_point:uint8",
    shape: ({ shapes }) => [shapes[0], [], []],
    run: ({ inputs: [x] }) => {
      let low = 0;
      let high = 0;
      for (const value of x!.data) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      const scale = (high - low) / 255;
      // All zeros have no scale; any serves, and the runtimes use 1.
      const safe = scale === 0 ? 1 : scale;
      const zero = saturate(roundToEven(-low / safe), "uint8");
      const y = x!.data.map((value) => saturate(roundToEven(value / safe) + zero, "uint8"));
      return [y, Float64Array.of(safe), Float64Array.of(zero)];
    },
  }),
  defineOperator("MatMulInteger", {
    signature: "A:A B:B a_zero_point?:A b_zero_point?:B -> Y:int32",
    types: { A: EIGHT_BITS, B: EIGHT_BITS },
    shape: (context) => [matmulShape(context)],
    run: (context) => {
      const [a, b, aZero, bZero] = context.inputs;
      const left = shifted(context, a!, aZero, true);
      const right = shifted(context, b!, bZero, false);
      return [matmul(left, right, context.results[0].shape)];
    },
  }),
  defineOperator("ConvInteger", {
    signature: "x:A w:B x_zero_point?:A w_zero_point?:B -> y:int32",
    types: { A: EIGHT_BITS, B: EIGHT_BITS },
    attributes: CONVOLUTION_ATTRIBUTES,
    shape: (context) => {
      const [, w, xZero, wZero] = context.shapes;
      const fits = !wZero || isSingle(wZero) || (wZero.length === 1 && mayEqual(wZero[0], w![0]));
      if ((xZero && !isSingle(xZero)) || !fits) throw wrongShape(context, "zero points do not fit");
      return [convolutionShape(context)];
    },
    run: (context) => {
      const [x, w, xZero, wZero] = context.inputs;
      const shift = xZero?.data[0] ?? 0;
      const perFeature = elements(w!.shape.slice(1));
      const zeros = wZero?.data ?? Float64Array.of(0);
      const weights = w!.data.map((value, i) => value - zeros[zeros.length === 1 ? 0 : Math.floor(i / perFeature)]);
      // Padding stands for the zero point, which is 0 once shifted.
      return [
        convolve(
          x!.data.map((value) => value - shift),
          weights,
          convolutionSides(context),
        ),
      ];
    },
  }),
];
