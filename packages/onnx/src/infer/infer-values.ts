import type { Model, Node, ValueType } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { tensorValues } from "../model/tensor-values.ts";
import type { Inferred } from "../operators/operator.ts";
import { opsetOf } from "./find-operator.ts";
import { inferContent, isContent } from "./infer-content.ts";
import { mergeTypes } from "./merge-types.ts";
import { prepareNode } from "./prepare-node.ts";

/** What is known of every value of a model, by name. Throws as `inferShapes` does. */
export function inferValues(model: Model): Map<string, Inferred> {
  const opset = opsetOf(model);
  const { inputs, nodes, outputs, values } = model.graph;
  const declared = new Map([...values, ...outputs].map(({ name, type }) => [name, type]));
  const known = new Map<string, Inferred>();
  for (const [name, tensor] of model.graph.initializers) known.set(name, inferTensor(tensor));
  // A graph input that has a weight of its name can be given another value: only its type is known.
  for (const { name, type } of inputs) known.set(name, { type });
  for (const node of nodes) {
    inferNode(node, opset, known).forEach((inferred, i) => {
      const name = node.outputs[i];
      const type = mergeTypes(inferred.type, declared.get(name));
      if (name) known.set(name, { ...inferred, type });
    });
  }
  return known;
}

/** What is known of a node's outputs; inputs that are not in `known` count as left out. Throws as `prepareNode` does. */
export function inferNode(node: Node, opset: number, known: ReadonlyMap<string, Inferred>): Inferred[] {
  const inputs = node.inputs.map((name): Inferred | undefined => (name === "" ? undefined : known.get(name)));
  const types = inputs.map((input) => input?.type);
  const prepared = prepareNode(node, opset, types, (i) => inputs[i]?.content);
  const contents = types.some((type) => type && !type.shape) ? [] : inferContent(prepared, types);
  return prepared.types.map((type: ValueType, i) => ({ type, ...(contents[i] && { content: contents[i] }) }));
}

/** What is known of a weight. */
export function inferTensor(tensor: Tensor): Inferred {
  const type = { dtype: tensor.dtype, shape: tensor.shape };
  return { type, ...(isContent(type) && { content: [...tensorValues(tensor)] }) };
}
