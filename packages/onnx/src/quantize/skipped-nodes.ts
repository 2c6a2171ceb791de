import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Model } from "../model/model.ts";
import { nodeName } from "./node-name.ts";

/** The names as a set. Throws `unknown-node` for one that no node of the model has. */
export function skippedNodes({ graph }: Model, skip: readonly string[]): ReadonlySet<string> {
  const names = new Set(graph.nodes.map(nodeName));
  for (const name of skip) {
    if (names.has(name)) continue;
    throw new TinyCatsError("unknown-node", `the graph has no node ${JSON.stringify(name)}`, {
      value: name,
      remedy: "name nodes as the graph does; a node without a name goes by its first output.",
    });
  }
  return new Set(skip);
}
