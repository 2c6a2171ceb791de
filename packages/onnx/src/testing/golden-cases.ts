import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { buildGraph, type GraphBuilder } from "../build/build-graph.ts";
import type { AttributeValue } from "../build/to-attribute.ts";
import type { Value } from "../build/value.ts";
import type { DType } from "../model/dtype.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Dim } from "../shape/dim.ts";

interface GoldenTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: readonly number[];
  /** Given as a weight, so that shapes can be told without running. */
  readonly constant?: boolean;
}

/** One node with its operands and what a reference answers. */
export interface GoldenCase {
  readonly op: string;
  readonly opset: number;
  readonly reference: "torch" | "onnx";
  readonly attributes: Readonly<Record<string, AttributeValue | { readonly value: GoldenTensor }>>;
  readonly inputs: readonly (GoldenTensor | null)[];
  readonly outputs: readonly GoldenTensor[];
}

/** The cases of tooling/golden/scripts/onnx-operators.py. */
export const goldenCases: readonly GoldenCase[] = readVectors<{ cases: GoldenCase[] }>("onnx-operators").cases;

/** The graph of a case; `sides` names the sides of its inputs. */
export function goldenGraph(
  { op, opset, attributes, inputs, outputs }: GoldenCase,
  sides: (input: number, axis: number, side: number) => Dim = (_, __, side) => side,
): { graph: GraphBuilder; results: Value[] } {
  const graph = buildGraph(op, { opset });
  const operands = inputs.map((input, i) => {
    if (!input) return undefined;
    if (input.constant)
      return graph.weight(`x${i}`, makeTensor(input.dtype, input.shape, input.data.map(toInt64) as number[]));
    return graph.input(
      `x${i}`,
      input.dtype,
      input.shape.map((side, axis) => sides(i, axis, side)),
    );
  });
  const plain = Object.entries(attributes).map(([name, value]) => {
    if (typeof value !== "object" || !("value" in value)) return [name, value] as const;
    const { dtype, shape, data } = value.value;
    return [name, makeTensor(dtype, shape, data)] as const;
  });
  const results = graph.ops(op, operands, outputs.length, Object.fromEntries(plain));
  return { graph, results };
}

/** The inputs that are not weights, by name. */
export function goldenInputs({
  inputs,
}: GoldenCase): Record<string, { shape: readonly number[]; data: readonly number[] }> {
  return Object.fromEntries(
    inputs.flatMap((input, i) =>
      input && !input.constant ? [[`x${i}`, { shape: input.shape, data: input.data }]] : [],
    ),
  );
}

/** JSON's numbers round the largest int64 up to 2^63. */
function toInt64(value: number): bigint | number {
  return value === 2 ** 63 ? 2n ** 63n - 1n : value;
}
