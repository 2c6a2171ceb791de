import type { Model, Node } from "../model/model.ts";
import { withGraph } from "./with-graph.ts";

/** A model without the nodes, weights and notes of values that no output needs. Inputs stay: they are its interface. */
export function removeUnused(model: Model): Model {
  const { graph } = model;
  const needed = new Set(graph.outputs.map(({ name }) => name));
  const nodes: Node[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    nodes.push(node);
    for (const name of node.inputs) needed.add(name);
  }
  const made = new Set(nodes.flatMap((node) => node.outputs));
  const fed = new Set(graph.inputs.map(({ name }) => name));
  return withGraph(model, {
    nodes: nodes.reverse(),
    initializers: new Map([...graph.initializers].filter(([name]) => needed.has(name) || fed.has(name))),
    values: graph.values.filter(({ name }) => made.has(name)),
  });
}
