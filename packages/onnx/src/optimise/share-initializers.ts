import type { Model } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { withGraph } from "./with-graph.ts";

/** A model in which weights of equal type, shape and bytes are one, the first of them; inputs and outputs keep theirs. */
export function shareInitializers(model: Model): Model {
  const { graph } = model;
  const kept = new Set([...graph.inputs, ...graph.outputs].map(({ name }) => name));
  const groups = new Map<string, [string, Tensor][]>();
  const renamed = new Map<string, string>();
  for (const [name, tensor] of graph.initializers) {
    if (kept.has(name)) continue;
    const key = `${tensor.dtype} ${tensor.shape} ${checksum(tensor.bytes)}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    const twin = group.find(([, other]) => equal(other.bytes, tensor.bytes));
    if (twin) renamed.set(name, twin[0]);
    else group.push([name, tensor]);
  }
  return withGraph(model, {
    initializers: new Map([...graph.initializers].filter(([name]) => !renamed.has(name))),
    nodes: graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map((name) => renamed.get(name) ?? name) })),
  });
}

/** FNV-1a of at most 4096 bytes spread over the whole; equality is decided by comparison. */
function checksum(bytes: Uint8Array): number {
  const step = Math.max(1, Math.floor(bytes.length / 4096));
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i += step) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
