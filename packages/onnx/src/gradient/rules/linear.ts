import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { reshapeTo } from "../reshape-to.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { sumTo } from "../sum-to.ts";

/** Y = alpha A B + beta C: products with transposed operands are Gemm's own, so that nothing is transposed in memory. */
function gemm(context: GradientContext): (Value | undefined)[] {
  const { g, attributes, input, wants } = context;
  const dy = context.gradient(0)!;
  const [alpha, beta] = [attributes.float("alpha"), attributes.float("beta")];
  const [transA, transB] = [attributes.int("transA") ? 1 : 0, attributes.int("transB") ? 1 : 0];
  const product = (a: Value, b: Value, transA: number, transB: number) =>
    g.op("Gemm", [a, b], { alpha, transA, transB });
  const da = () => (transA ? product(input(1), dy, transB, 1) : product(dy, input(1), 0, 1 - transB));
  const db = () => (transB ? product(dy, input(0), 1, transA) : product(input(0), dy, 1 - transA, 0));
  const dc = () => {
    const sum = sumTo(g, dy, context.inputType(2).shape);
    return beta === 1 ? sum : g.mul(sum, beta);
  };
  return [wants(0) ? da() : undefined, wants(1) ? db() : undefined, wants(2) ? dc() : undefined];
}

/** numpy's matmul; a vector is a matrix of one row on the left, of one column on the right. */
function matmul(context: GradientContext): (Value | undefined)[] {
  const { g, input, inputType, wants } = context;
  const [isRow, isColumn] = [inputType(0).shape.length === 1, inputType(1).shape.length === 1];
  const column = isColumn ? g.unsqueeze(context.gradient(0)!, [-1]) : context.gradient(0)!;
  const dy = isRow ? g.unsqueeze(column, [-2]) : column;
  const a = () => (isRow ? g.unsqueeze(input(0), [0]) : input(0));
  const b = () => (isColumn ? g.unsqueeze(input(1), [1]) : input(1));
  const [left, right] = [inputType(0).shape, inputType(1).shape];
  const wide = [isRow ? [1, ...left] : left, isColumn ? [...right, 1] : right];
  const isFlat = wide[1].length === 2;
  const da = () =>
    isFlat
      ? reshapeTo(g, g.op("Gemm", [rows(g, dy), b()], { transB: 1 }), wide[0], a)
      : sumTo(g, g.matmul(dy, turned(g, b())), wide[0]);
  const db = () =>
    isFlat ? g.op("Gemm", [rows(g, a()), rows(g, dy)], { transA: 1 }) : sumTo(g, g.matmul(turned(g, a()), dy), wide[1]);
  return [
    wants(0) ? (isRow ? g.squeeze(da(), [0]) : da()) : undefined,
    wants(1) ? (isColumn ? g.squeeze(db(), [1]) : db()) : undefined,
  ];
}

/** All axes but the last as one: where the right operand is one matrix, everything on the left is multiplied at once. */
function rows(g: GraphBuilder, x: Value): Value {
  return x.shape.length === 2 ? x : g.op("Flatten", [x], { axis: x.shape.length - 1 });
}

/** The last two axes the other way round. */
function turned(g: GraphBuilder, x: Value): Value {
  const rank = x.shape.length;
  const order = x.shape.map((_, axis) => axis);
  return g.transpose(x, [...order.slice(0, -2), rank - 1, rank - 2]);
}

/** Gemm and MatMul. */
export const LINEAR_GRADIENTS: Readonly<Record<string, GradientRule>> = { Gemm: gemm, MatMul: matmul };
