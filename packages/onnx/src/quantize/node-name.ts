import type { Node } from "../model/model.ts";

/** What a node is called in lists of nodes: its name, or its first output where it has none. */
export function nodeName({ name, outputs }: Node): string {
  return name || outputs[0];
}
