import { TinyCatsError } from "@tiny-cats/schema/errors";
import { DTYPES, type DType } from "../model/dtype.ts";
import type { Given, GraphCore } from "./graph-core.ts";
import type { Value } from "./value.ts";

/** Operators with one result, by name; numbers among the operands become constants. */
export interface GraphOperators {
  add(a: Given, b: Given): Value;
  sub(a: Given, b: Given): Value;
  mul(a: Given, b: Given): Value;
  div(a: Given, b: Given): Value;
  pow(a: Given, b: Given): Value;
  min(a: Given, b: Given): Value;
  max(a: Given, b: Given): Value;
  sqrt(x: Value): Value;
  exp(x: Value): Value;
  sin(x: Value): Value;
  cos(x: Value): Value;
  tanh(x: Value): Value;
  sigmoid(x: Value): Value;
  relu(x: Value): Value;
  /** Elements held between two numbers. */
  clip(x: Value, low: number, high: number): Value;
  cast(x: Value, dtype: DType): Value;
  matmul(a: Value, b: Value): Value;
  /** Another shape for the same elements; 0 copies a side, -1 is what is left. A value of int64 may give it. */
  reshape(x: Value, shape: readonly number[] | Value): Value;
  transpose(x: Value, order: readonly number[]): Value;
  concat(values: readonly Value[], axis: number): Value;
  /** Parts of `sizes` along an axis. */
  split(x: Value, sizes: readonly number[], axis: number): Value[];
  /** x[start:end:step] along one axis; an end beyond the axis is its end. */
  slice(x: Value, axis: number, start: number, end?: number, step?: number): Value;
  /** x's slices along `axis` at whole-number indices. */
  gather(x: Value, indices: Value, axis?: number): Value;
  squeeze(x: Value, axes: readonly number[]): Value;
  unsqueeze(x: Value, axes: readonly number[]): Value;
  /** The sides of x from `start` to `end` as int64. */
  shape(x: Value, start?: number, end?: number): Value;
  softmax(x: Value, axis?: number): Value;
  reduceMean(x: Value, axes: readonly number[], keepDims?: boolean): Value;
  reduceSum(x: Value, axes: readonly number[], keepDims?: boolean): Value;
  reduceMax(x: Value, axes: readonly number[], keepDims?: boolean): Value;
}

/** What ONNX calls the end of an axis, whatever its side. */
const END = 2 ** 31 - 1;

/** The operators of a graph as functions. */
export function graphOperators(g: GraphCore): GraphOperators {
  const int64 = (values: readonly number[]) => g.constant("int64", [values.length], values);
  const two = (op: string) => (a: Given, b: Given) => g.op(op, [a, b]);
  const one = (op: string) => (x: Value) => g.op(op, [x]);
  const reduce =
    (op: string) =>
    (x: Value, axes: readonly number[], keepDims = false) => {
      const keepdims = keepDims ? 1 : 0;
      const asInput = op === "ReduceSum" || g.opset >= 18;
      return asInput ? g.op(op, [x, int64(axes)], { keepdims }) : g.op(op, [x], { axes, keepdims });
    };
  return {
    add: two("Add"),
    sub: two("Sub"),
    mul: two("Mul"),
    div: two("Div"),
    pow: two("Pow"),
    min: two("Min"),
    max: two("Max"),
    sqrt: one("Sqrt"),
    exp: one("Exp"),
    sin: one("Sin"),
    cos: one("Cos"),
    tanh: one("Tanh"),
    sigmoid: one("Sigmoid"),
    relu: one("Relu"),
    clip: (x, low, high) => g.op("Clip", [x, low, high]),
    cast: (x, dtype) => g.op("Cast", [x], { to: DTYPES[dtype].code }),
    matmul: two("MatMul"),
    reshape: (x, shape) => g.op("Reshape", [x, isValue(shape) ? shape : int64(shape)]),
    transpose: (x, order) => g.op("Transpose", [x], { perm: order }),
    concat: (values, axis) => g.op("Concat", values, { axis }),
    split(x, sizes, axis) {
      if (sizes.length === 0) {
        throw new TinyCatsError("wrong-operand-value", `Split(${x.name}): there are no parts`, {
          value: sizes,
          remedy: "give the size of at least one part.",
        });
      }
      return g.ops("Split", [x, int64(sizes)], sizes.length, { axis });
    },
    slice: (x, axis, start, end = END, step = 1) =>
      g.op("Slice", [x, int64([start]), int64([end]), int64([axis]), step === 1 ? undefined : int64([step])]),
    gather: (x, indices, axis = 0) => g.op("Gather", [x, indices], { axis }),
    squeeze: (x, axes) => g.op("Squeeze", [x, int64(axes)]),
    unsqueeze: (x, axes) => g.op("Unsqueeze", [x, int64(axes)]),
    shape: (x, start, end) => g.op("Shape", [x], { start, end }),
    softmax: (x, axis = -1) => g.op("Softmax", [x], { axis }),
    reduceMean: reduce("ReduceMean"),
    reduceSum: reduce("ReduceSum"),
    reduceMax: reduce("ReduceMax"),
  };
}

function isValue(shape: readonly number[] | Value): shape is Value {
  return !Array.isArray(shape);
}
