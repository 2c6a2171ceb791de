import { TinyCatsError } from "@tiny-cats/schema/errors";
import { opsetOf } from "../infer/find-operator.ts";
import type { Graph, Model, Node } from "../model/model.ts";
import { type NumericTensor, numericOf } from "../operators/numeric-tensor.ts";
import { bindInputs, type InputValues } from "./bind-inputs.ts";
import { MOST_ELEMENTS, runNode } from "./run-node.ts";

/** A node that has run: the `index`-th of `count`. */
export interface NodeRun {
  readonly node: Node;
  readonly index: number;
  readonly count: number;
  readonly outputs: readonly NumericTensor[];
}

/** How a graph is interpreted. */
export interface InterpretOptions {
  readonly signal?: AbortSignal;
  /** Called after every node, for progress and to look at what it made. */
  readonly onNode?: (run: NodeRun) => void;
  /** The most elements one value may have, 2^27 (1 GiB) unless told. */
  readonly maxElements?: number;
}

/** A graph's outputs by name. */
export type OutputValues = Record<string, NumericTensor>;

/** Runs a model node by node, yielding after each; values are let go after their last use. */
export function* interpretSteps(
  model: Model,
  inputs: InputValues,
  { signal, onNode, maxElements = MOST_ELEMENTS }: InterpretOptions,
): Generator<NodeRun, OutputValues> {
  const opset = opsetOf(model);
  const { graph } = model;
  const values = bindInputs(graph, inputs);
  const lastUse = lastUses(graph);
  const read = (name: string): NumericTensor | undefined => {
    if (name === "") return undefined;
    const found = values.get(name) ?? weight(graph, name);
    values.set(name, found);
    return found;
  };
  for (const [index, node] of graph.nodes.entries()) {
    signal?.throwIfAborted();
    const outputs = runNode(node, opset, node.inputs.map(read), maxElements);
    outputs.forEach((output, i) => {
      if (node.outputs[i]) values.set(node.outputs[i], output);
    });
    for (const name of [...node.inputs, ...node.outputs]) if ((lastUse.get(name) ?? -1) <= index) values.delete(name);
    const run = { node, index, count: graph.nodes.length, outputs };
    onNode?.(run);
    yield run;
  }
  return Object.fromEntries(graph.outputs.map(({ name }) => [name, read(name)!]));
}

function weight({ initializers }: Graph, name: string): NumericTensor {
  const tensor = initializers.get(name);
  if (!tensor) {
    throw new TinyCatsError("invalid-graph", `nothing has made ${name} when it is used`, {
      value: name,
      remedy: "see what findFaults says of the model.",
    });
  }
  return numericOf(tensor);
}

/** For each value the last node that uses it; outputs are used in the end. */
function lastUses({ nodes, outputs }: Graph): Map<string, number> {
  const uses = new Map<string, number>();
  for (const [index, node] of nodes.entries()) for (const name of node.inputs) uses.set(name, index);
  for (const { name } of outputs) uses.set(name, nodes.length);
  return uses;
}
