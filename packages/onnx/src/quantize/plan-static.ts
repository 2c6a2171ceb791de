import { inferValues } from "../infer/infer-values.ts";
import type { Model, Node } from "../model/model.ts";
import { fusedOutput } from "./fused-output.ts";
import { nodeName } from "./node-name.ts";
import { constantFloat, type QuantizableWeight, quantizableWeight } from "./quantizable-weight.ts";
import { type ValueUses, valueUses } from "./value-uses.ts";

/** What a static quantization of a model touches. */
export interface StaticPlan {
  /** Nodes that compute in 8 bits, with their weight where they have one; names may occur twice. */
  readonly nodes: ReadonlyMap<Node, QuantizableWeight | undefined>;
  /** Values that are held in 8 bits; each says the value whose range it shares, often its own. */
  readonly values: ReadonlyMap<string, string>;
  readonly uses: ValueUses;
}

/** Operators that only move numbers, so that theirs have the range of what they move. */
const MOVING = new Set(["Flatten", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "MaxPool"]);
/** Operators that runtimes have in 8 bits, for values that are held so anyway. */
const JOINING = new Set(["Add", "GlobalAveragePool", "AveragePool"]);

/**
 * Conv, MatMul and Gemm with what they are applied to, a Conv's result, and from there on whatever runtimes compute or move in 8 bits: residual
 * sums, pools, reshapes. Results of MatMul and Gemm that nothing else needs in 8 bits stay float32.
 */
export function planStatic(model: Model, skipped: ReadonlySet<string>): StaticPlan {
  const { graph } = model;
  const known = inferValues(model);
  const uses = valueUses(graph);
  const nodes = new Map<Node, QuantizableWeight | undefined>();
  const values = new Map<string, string>();
  const isFloat = (name: string) => known.get(name)?.type.dtype === "float32" && !graph.initializers.has(name);
  const hold = (name: string, range = name) => void (values.has(name) || values.set(name, range));

  for (const node of graph.nodes) {
    if (skipped.has(nodeName(node)) || !isFloat(node.inputs[0])) continue;
    const weight = quantizableWeight(node, graph);
    const isProduct = node.op === "MatMul" && node.domain === "" && isFloat(node.inputs[1]);
    if ((!weight || !hasFittingBias(node, graph)) && !isProduct) continue;
    nodes.set(node, weight);
    hold(node.inputs[0]);
    if (isProduct) hold(node.inputs[1]);
    if (node.op === "Conv") hold(fusedOutput(node, graph, uses));
  }
  // Nodes stand in an order in which they can run, so that one pass sees every value before its readers.
  for (const node of graph.nodes) {
    if (skipped.has(nodeName(node)) || node.domain !== "") continue;
    const [first, ...others] = node.inputs;
    if (MOVING.has(node.op) && values.has(first) && node.outputs.length === 1) {
      nodes.set(node, undefined);
      // What a product reads was taken in before its range was known to be another's.
      values.set(node.outputs[0], values.get(first)!);
    } else if (JOINING.has(node.op) && [first, ...others].every((name) => values.has(name))) {
      nodes.set(node, undefined);
      hold(fusedOutput(node, graph, uses));
    }
  }
  return { nodes, values, uses };
}

/** Runtimes add a constant vector in 32 bits; another bias would keep the node in float32. */
function hasFittingBias(node: Node, graph: Model["graph"]): boolean {
  const bias = node.inputs[2];
  if (!bias) return true;
  return constantFloat(bias, graph)?.shape.length === 1;
}

/** The values whose ranges `quantizeStatic` needs. Throws as `inferShapes` does. */
export function calibrationValues(model: Model): string[] {
  return [...new Set(planStatic(model, new Set()).values.values())];
}
