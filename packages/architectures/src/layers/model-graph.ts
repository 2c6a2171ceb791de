import { buildGraph, type Dim, type GraphBuilder, type Model, type Tensor, type Value } from "@tiny-cats/onnx";
import type { Architecture } from "../architecture.ts";
import type { GraphDtype, GraphOptions } from "../graph-options.ts";
import { refuseDifference, tensorDifference } from "../tensor-difference.ts";
import type { Weights } from "../weights.ts";

/** A graph under construction over an architecture's weights. */
export interface ModelGraph {
  readonly g: GraphBuilder;
  readonly dtype: GraphDtype;
  /** The weight of a canonical name, added to the graph when first asked for. */
  weight(name: string): Value;
  has(name: string): boolean;
  /** The same as it lies in memory. */
  tensor(name: string): Tensor;
  /** A floating point input, given in float32 to a float16 graph. */
  input(name: string, shape: readonly Dim[]): Value;
  /** A floating point output, float32 of a float16 graph. */
  output(name: string, value: Value): void;
  finish(): Model;
}

/** Begins an architecture's graph. Throws `tensor-mismatch` unless the weights are exactly its tensors, in the graph's element type. */
export function modelGraph<Config>(
  architecture: Pick<Architecture<Config>, "name" | "title" | "tensors">,
  config: Config,
  weights: Weights,
  { opset, dtype = "float32" }: GraphOptions = {},
): ModelGraph {
  const table = architecture.tensors(config);
  const difference = tensorDifference(table, weights);
  const dtypes = [...weights].flatMap(([name, { dtype: found }]) => {
    const spec = table.get(name);
    return spec && !spec.dtype && found !== dtype ? [{ name, expected: dtype, found }] : [];
  });
  refuseDifference(architecture.title, { ...difference, dtypes });
  const g = buildGraph(architecture.name, opset === undefined ? {} : { opset });
  const outside = dtype === "float16" ? "float32" : dtype;
  const known = new Map<string, Value>();
  return {
    g,
    dtype,
    weight(name) {
      const value = known.get(name) ?? g.weight(name, weights.get(name)!);
      known.set(name, value);
      return value;
    },
    has: (name) => weights.has(name),
    tensor: (name) => weights.get(name)!,
    input(name, shape) {
      const value = g.input(name, outside, shape);
      return outside === dtype ? value : g.cast(value, dtype);
    },
    output: (name, value) => g.output(name, outside === dtype ? value : g.cast(value, outside)),
    finish: () => g.finish({ metadata: { architecture: architecture.name, config: JSON.stringify(config) } }),
  };
}
