import type { Model } from "../model/model.ts";
import { nodeName } from "./node-name.ts";
import { planStatic } from "./plan-static.ts";
import { quantizableWeight } from "./quantizable-weight.ts";

/**
 * The nodes that a method quantizes if none is skipped, by name and in order. For the static one these are the products that it starts from,
 * without what follows them. Throws as `inferShapes` does.
 */
export function quantizableNodes(model: Model, method: "dynamic" | "static"): string[] {
  const { graph } = model;
  const planned = method === "static" ? planStatic(model, new Set()).nodes : undefined;
  return graph.nodes
    .filter((node) =>
      planned
        ? planned.has(node) && ["Conv", "MatMul", "Gemm"].includes(node.op)
        : quantizableWeight(node, graph) !== undefined,
    )
    .map(nodeName);
}
