import { FLOATS, NUMBERS } from "../model/dtype.ts";
import { broadcastShapes } from "../shape/broadcast-shapes.ts";
import { type Dim, mayEqual } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";
import { defineOperator } from "./define-operator.ts";
import { expandTo } from "./expand-to.ts";
import { multiplyInto } from "./multiply-into.ts";
import { multiplyTransposedInto } from "./multiply-transposed-into.ts";
import type { NumericTensor } from "./numeric-tensor.ts";
import type { KernelContext, Operator, RuleContext } from "./operator.ts";
import { readStrided } from "./read-strided.ts";
import { wrongShape } from "./refuse.ts";

/** The shape of a numpy matmul. Throws `wrong-operand-shape`. */
export function matmulShape(context: RuleContext): Dim[] {
  const [a, b] = context.shapes as readonly (readonly Dim[])[];
  if (a.length === 0 || b.length === 0) throw wrongShape(context, "a scalar is no matrix");
  const left = a.length === 1 ? [1, ...a] : a;
  const right = b.length === 1 ? [...b, 1] : b;
  const [inner, other] = [left[left.length - 1], right[right.length - 2]];
  if (!mayEqual(inner, other)) throw wrongShape(context, `the inner sides ${inner} and ${other} differ`);
  const batch = broadcastShapes([left.slice(0, -2), right.slice(0, -2)]);
  if (!batch) throw wrongShape(context, "the outer axes do not broadcast");
  return [
    ...batch,
    ...(a.length === 1 ? [] : [left[left.length - 2]]),
    ...(b.length === 1 ? [] : [right[right.length - 1]]),
  ];
}

/** numpy's matmul of two tensors into a shape that `matmulShape` gave. */
export function matmul(a: NumericTensor, b: NumericTensor, shape: readonly number[]): Float64Array {
  const left = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
  const right = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
  const [rows, inner] = left.slice(-2);
  const columns = right[right.length - 1];
  const vectors = Number(a.shape.length === 1) + Number(b.shape.length === 1);
  const outer = shape.slice(0, shape.length - 2 + vectors);
  const out = new Float64Array(elements(outer) * rows * columns);
  const aStarts = starts(left, outer);
  const bStarts = starts(right, outer);
  aStarts.forEach((offset, i) => {
    multiplyInto(
      { data: out, offset: i * rows * columns },
      { data: a.data, offset },
      { data: b.data, offset: bStarts[i] },
      { rows, inner, columns },
    );
  });
  return out;
}

/** Where the matrix of each place of the broadcast outer axes begins. */
function starts(shape: readonly number[], outer: readonly number[]): Float64Array {
  const own = shape.slice(0, -2);
  const size = elements(shape.slice(-2));
  const data = Float64Array.from({ length: elements(own) }, (_, i) => i * size);
  return expandTo({ dtype: "int64", shape: own, data }, outer);
}

/** Sides of Gemm's result. C does not stretch it: where only C tells how long a side is, that is its length. */
function gemmSides(context: RuleContext): [rows: Dim, columns: Dim] {
  const [a, b, c] = context.shapes;
  if (a!.length !== 2 || b!.length !== 2) throw wrongShape(context, "it multiplies matrices of two axes");
  const [rows, inner] = context.attributes.int("transA") ? [a![1], a![0]] : a!;
  const [other, columns] = context.attributes.int("transB") ? [b![1], b![0]] : b!;
  if (!mayEqual(inner, other)) throw wrongShape(context, `the inner sides ${inner} and ${other} differ`);
  if (!c) return [rows, columns];
  const sum = broadcastShapes([c, [rows, columns]]);
  if (!sum || sum.length > 2 || sum.some((side, i) => !mayEqual(side, [rows, columns][i]))) {
    throw wrongShape(context, `C does not broadcast to [${rows}, ${columns}]`);
  }
  return [sum[0], sum[1]];
}

function gemm({ inputs: [left, right, c], attributes, results: [{ shape }] }: KernelContext): Float64Array {
  const a = attributes.int("transA") ? turned(left!) : left!;
  const [rows, columns] = shape;
  const inner = a.shape[1];
  const out = new Float64Array(rows * columns);
  const multiply = attributes.int("transB") ? multiplyTransposedInto : multiplyInto;
  multiply(
    { data: out, offset: 0 },
    { data: a.data, offset: 0 },
    { data: right!.data, offset: 0 },
    { rows, inner, columns },
  );
  const alpha = attributes.float("alpha");
  if (alpha !== 1) for (let i = 0; i < out.length; i++) out[i] *= alpha;
  if (!c) return out;
  const beta = attributes.float("beta");
  const added = expandTo(c, shape);
  for (let i = 0; i < out.length; i++) out[i] += beta * added[i];
  return out;
}

function turned({ data, shape: [rows, columns], dtype }: NumericTensor): NumericTensor {
  return { data: readStrided(data, [columns, rows], [1, columns]), shape: [columns, rows], dtype };
}

/** MatMul and Gemm. */
export const LINEAR: readonly Operator[] = [
  defineOperator("MatMul", {
    signature: "A:T B:T -> Y:T",
    types: { T: [...FLOATS, "int32", "int64", "uint32", "uint64"] },
    shape: (context) => [matmulShape(context)],
    run: ({ inputs: [a, b], results: [{ shape }] }) => [matmul(a!, b!, shape)],
  }),
  defineOperator("Gemm", {
    signature: "A:T B:T C?:T -> Y:T",
    types: { T: NUMBERS },
    attributes: {
      alpha: { type: "float", default: 1 },
      beta: { type: "float", default: 1 },
      transA: { type: "int", default: 0 },
      transB: { type: "int", default: 0 },
    },
    shape: (context) => [gemmSides(context)],
    run: (context) => [gemm(context)],
  }),
];
