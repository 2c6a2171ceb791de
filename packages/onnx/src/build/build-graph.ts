import { type GraphCore, graphCore } from "./graph-core.ts";
import { type GraphLayers, graphLayers } from "./graph-layers.ts";
import { type GraphOperators, graphOperators } from "./graph-operators.ts";

/** A graph under construction; every call adds to it and returns a value whose type and shape are known. */
export type GraphBuilder = GraphCore & GraphOperators & GraphLayers;

/**
 * Begins a graph in ONNX's operators of an opset from 17 to 22 (17 unless told). What does not fit throws at the call, with the names and
 * shapes of its operands. Throws `unsupported-onnx` for another opset.
 */
export function buildGraph(name: string, { opset = 17 }: { opset?: number } = {}): GraphBuilder {
  const core = graphCore(name, opset);
  const operators = graphOperators(core);
  return { ...core, ...operators, ...graphLayers({ ...core, ...operators }) };
}
