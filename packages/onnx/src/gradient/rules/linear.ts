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
  const [transA, transB] = [attributes.int("transA"), attributes.int("transB")];
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

/** numpy's matmul. Where the right operand is one matrix, rows of all the left's axes are multiplied at once. */
function matmul(context: GradientContext): (Value | undefined)[] {
  const { g, input, inputType, wants } = context;
  const dy = context.gradient(0)!;
  const [a, b] = [inputType(0).shape, inputType(1).shape];
  if (b.length === 2 && a.length >= 2) {
    const rows = (x: Value) => (x.shape.length === 2 ? x : g.reshape(x, [-1, x.shape.at(-1) as number]));
    const da = () => reshapeTo(g, g.op("Gemm", [rows(dy), input(1)], { transB: 1 }), a, () => input(0));
    return [
      wants(0) ? da() : undefined,
      wants(1) ? g.op("Gemm", [rows(input(0)), rows(dy)], { transA: 1 }) : undefined,
    ];
  }
  return [
    wants(0) ? sumTo(g, g.matmul(dy, turned(g, input(1))), a) : undefined,
    wants(1) ? sumTo(g, g.matmul(turned(g, input(0)), dy), b) : undefined,
  ];
}

/** The last two axes the other way round. */
function turned(g: GraphBuilder, x: Value): Value {
  const rank = x.shape.length;
  const order = x.shape.map((_, axis) => axis);
  return g.transpose(x, [...order.slice(0, -2), rank - 1, rank - 2]);
}

/** Gemm and MatMul. */
export const LINEAR_GRADIENTS: Readonly<Record<string, GradientRule>> = { Gemm: gemm, MatMul: matmul };
