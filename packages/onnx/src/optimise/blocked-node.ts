import type { Attribute, Node } from "../model/model.ts";

/** The domain of onnxruntime's operators on blocks of channels. */
export const BLOCKED = "com.microsoft.nchwc";

/** A node of one of them. */
export function blockedNode(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: ReadonlyMap<string, Attribute> = new Map(),
): Node {
  return { op, domain: BLOCKED, name: output, inputs, outputs: [output], attributes };
}
