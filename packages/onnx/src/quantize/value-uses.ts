import type { Graph, Node } from "../model/model.ts";

/** Who makes each value of a graph and who reads it. */
export interface ValueUses {
  maker(name: string): Node | undefined;
  /** The nodes that read it, one for each time it is an operand. */
  readers(name: string): readonly Node[];
  isOutput(name: string): boolean;
}

/** Who makes each value of a graph and who reads it. */
export function valueUses({ nodes, outputs }: Graph): ValueUses {
  const makers = new Map<string, Node>();
  const readers = new Map<string, Node[]>();
  for (const node of nodes) {
    for (const name of node.outputs) makers.set(name, node);
    for (const name of node.inputs) {
      const own = readers.get(name);
      if (own) own.push(node);
      else readers.set(name, [node]);
    }
  }
  const ends = new Set(outputs.map(({ name }) => name));
  return {
    maker: (name) => makers.get(name),
    readers: (name) => readers.get(name) ?? [],
    isOutput: (name) => ends.has(name),
  };
}
