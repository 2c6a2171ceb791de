import type { Model, Node, Tensor } from "@tiny-cats/onnx";

/** A layer with weights of a graph. */
export interface WeightLayer {
  readonly node: Node;
  /** Layers with weights on the longest way from an input to it. */
  readonly level: number;
  /** Its weights by their place among the node's inputs, those of linear layers as PyTorch has them, [out, in]. */
  readonly weights: ReadonlyMap<number, { readonly name: string; readonly tensor: Tensor }>;
  /** The layer whose result it takes with nothing in between, as a normalisation takes a convolution's. */
  readonly after?: WeightLayer;
}

const OPERATORS = new Set(["Conv", "Gemm", "BatchNormalization"]);

/** The convolutions, linear layers and batch normalisations of a graph in its order. */
export function weightLayers({ graph }: Model): WeightLayer[] {
  const levels = new Map<string, number>();
  const layers: WeightLayer[] = [];
  const makers = new Map<string, WeightLayer>();
  for (const node of graph.nodes) {
    const before = Math.max(0, ...node.inputs.map((name) => levels.get(name) ?? 0));
    const weights = new Map(
      node.inputs.flatMap((name, place) => {
        const tensor = graph.initializers.get(name);
        return tensor && place > 0 ? [[place, { name, tensor }] as const] : [];
      }),
    );
    const isLayer = OPERATORS.has(node.op) && weights.size > 0;
    if (isLayer) {
      const after = makers.get(node.inputs[0]);
      const layer = { node, level: before, weights, ...(after && { after }) };
      layers.push(layer);
      makers.set(node.outputs[0], layer);
    }
    for (const name of node.outputs) levels.set(name, before + Number(isLayer));
  }
  return layers;
}
