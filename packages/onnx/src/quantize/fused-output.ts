import type { Graph, Node } from "../model/model.ts";
import type { ValueUses } from "./value-uses.ts";

/**
 * The value that a node's result is quantized as: that of the Relu or Clip with constant bounds which alone reads it, since runtimes take
 * such a node into the rounding; else its own.
 */
export function fusedOutput({ outputs: [output] }: Node, graph: Graph, uses: ValueUses): string {
  const readers = uses.readers(output);
  if (readers.length !== 1 || uses.isOutput(output)) return output;
  const [reader] = readers;
  const isClip =
    reader.op === "Clip" && reader.inputs.slice(1).every((name) => name === "" || graph.initializers.has(name));
  return reader.domain === "" && (reader.op === "Relu" || isClip) ? reader.outputs[0] : output;
}
