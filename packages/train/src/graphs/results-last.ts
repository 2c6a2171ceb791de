import type { Model } from "@tiny-cats/onnx";

/**
 * The same model with the nodes that only make results at its end, the latest first. onnxruntime goes from there back to what each needs: so
 * gradients are computed as soon as they can be, and what they are computed from need not be kept.
 */
export function resultsLast(model: Model): Model {
  const used = new Set(model.graph.nodes.flatMap(({ inputs }) => inputs));
  const isResult = ({ outputs }: { readonly outputs: readonly string[] }) => !outputs.some((name) => used.has(name));
  const { nodes } = model.graph;
  const ordered = [...nodes.filter((node) => !isResult(node)), ...nodes.filter(isResult).toReversed()];
  return { ...model, graph: { ...model.graph, nodes: ordered } };
}
