import { TinyCatsError } from "@tiny-cats/schema/errors";
import { opsetOf } from "../infer/find-operator.ts";
import type { Model, Node } from "../model/model.ts";
import type { GraphBuilder } from "./build-graph.ts";
import type { Value } from "./value.ts";

/** How a model becomes part of a graph. */
export interface IncludeOptions {
  /** What a node becomes, given its inputs; undefined leaves it as it is. */
  readonly replace?: (node: Node, inputs: readonly (Value | undefined)[]) => readonly Value[] | undefined;
}

/**
 * Adds a model's nodes to a graph under construction; `values` says what its inputs are, and may stand in for weights, which else become
 * weights of the graph. Gives the model's outputs by name.
 *
 * Throws `unknown-graph-input` for a name that is neither input nor weight, `missing-graph-input`, `unsupported-onnx` for another opset than
 * the graph's, and as the operators do where a value does not fit.
 */
export function includeModel(
  g: GraphBuilder,
  model: Model,
  values: Readonly<Record<string, Value>>,
  { replace }: IncludeOptions = {},
): Record<string, Value> {
  const { inputs, initializers, nodes, outputs } = model.graph;
  if (opsetOf(model) !== g.opset) {
    throw new TinyCatsError("unsupported-onnx", `a model of opset ${opsetOf(model)} in a graph of opset ${g.opset}`, {
      value: opsetOf(model),
      remedy: "make both with the same opset.",
    });
  }
  const taken = new Map(Object.entries(values));
  for (const name of taken.keys()) {
    if (!initializers.has(name) && !inputs.some((input) => input.name === name)) throw unknownInput(name, model);
  }
  for (const [name, tensor] of initializers) {
    if (!taken.has(name)) taken.set(name, g.weight(freeName(g, name), tensor));
  }
  for (const { name } of inputs) if (!taken.has(name)) throw missingInput(name, model);
  for (const node of nodes) {
    const operands = node.inputs.map((name) => (name === "" ? undefined : taken.get(name)));
    const results = replace?.(node, operands) ?? g.apply(node, operands, node.outputs.length);
    node.outputs.forEach((name, i) => {
      taken.set(name, results[i]);
    });
  }
  return Object.fromEntries(outputs.map(({ name }) => [name, taken.get(name)!]));
}

function freeName(g: GraphBuilder, name: string): string {
  let free = name;
  for (let i = 1; g.has(free); i++) free = `${name}_${i}`;
  return free;
}

function unknownInput(name: string, { graph }: Model): TinyCatsError {
  return new TinyCatsError("unknown-graph-input", `${graph.name} has no input or weight called ${name}`, {
    value: name,
    remedy: `its inputs are ${graph.inputs.map((input) => input.name).join(", ")}.`,
  });
}

function missingInput(name: string, { graph }: Model): TinyCatsError {
  return new TinyCatsError("missing-graph-input", `nothing is given for the input ${name} of ${graph.name}`, {
    value: name,
    remedy: "give a value for each of the model's inputs.",
  });
}
