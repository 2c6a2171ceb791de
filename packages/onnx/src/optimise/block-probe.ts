import { buildGraph } from "../build/build-graph.ts";
import type { Model } from "../model/model.ts";
import { BLOCKED, blockedNode } from "./blocked-node.ts";
import { withGraph } from "./with-graph.ts";

/**
 * A model that tells how many channels a runtime computes side by side: given `x` [1, 4, 1, 1] in float32, the second side of its output `y` is
 * the block for `blockDepthwise`. A runtime that has no such blocks refuses to load it.
 */
export function blockProbe(): Model {
  const g = buildGraph("block-probe");
  g.output("y", g.relu(g.input("x", "float32", [1, 4, 1, 1])));
  const model = g.finish();
  const outputs = [{ name: "y", type: { dtype: "float32" as const } }];
  return {
    ...withGraph(model, { nodes: [blockedNode("ReorderInput", ["x"], "y")], outputs }),
    opsets: new Map([...model.opsets, [BLOCKED, 1]]),
  };
}
