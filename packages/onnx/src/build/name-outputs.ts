import type { Node } from "../model/model.ts";
import type { Value } from "./value.ts";

/** Nodes whose results have the names of the graph's outputs; a value that can't be renamed passes through Identity. */
export function nameOutputs(nodes: readonly Node[], outputs: ReadonlyMap<string, Value>): Node[] {
  const renamed = new Map<string, string>();
  const made = new Set(nodes.flatMap((node) => node.outputs));
  const passed: Node[] = [];
  for (const [name, value] of outputs) {
    if (made.has(value.name) && !renamed.has(value.name)) renamed.set(value.name, name);
    else {
      const source = renamed.get(value.name) ?? value.name;
      passed.push({ op: "Identity", domain: "", name, inputs: [source], outputs: [name], attributes: new Map() });
    }
  }
  const rename = (old: string) => renamed.get(old) ?? old;
  const final = nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
  }));
  return [...final, ...passed];
}
