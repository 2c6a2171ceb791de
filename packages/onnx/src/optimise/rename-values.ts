import type { Model } from "../model/model.ts";
import { withGraph } from "./with-graph.ts";

/**
 * A model whose nodes and values in between are named by operator and order ("conv_3"), so that equal graphs have equal bytes whoever
 * built them. Inputs, outputs and weights keep their names.
 */
export function renameValues(model: Model): Model {
  const { graph } = model;
  const fixed = new Set([
    ...[...graph.inputs, ...graph.outputs].map(({ name }) => name),
    ...graph.initializers.keys(),
    "",
  ]);
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const next = (op: string): string => {
    const count = counts.get(op) ?? 0;
    counts.set(op, count + 1);
    const name = `${op.toLowerCase()}_${count}`;
    return fixed.has(name) ? next(op) : name;
  };
  const nodes = graph.nodes.map((node) => {
    const inputs = node.inputs.map((name) => names.get(name) ?? name);
    const name = next(node.op);
    const outputs = node.outputs.map((output, i) => {
      if (fixed.has(output)) return output;
      const renamed = i === 0 ? name : next(node.op);
      names.set(output, renamed);
      return renamed;
    });
    return { ...node, name, inputs, outputs };
  });
  const values = graph.values.map((value) => ({ ...value, name: names.get(value.name) ?? value.name }));
  return withGraph(model, { nodes, values });
}
