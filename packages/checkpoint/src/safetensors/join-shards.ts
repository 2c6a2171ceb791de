import { corruptIndex } from "../errors.ts";
import type { TensorRef } from "../tensor/tensor.ts";
import type { ShardIndex } from "./parse-index.ts";

/** The tensors of all shards, in the index's order; each must be in its shard, and a shard may hold no others. */
export function joinShards(
  { weightMap }: ShardIndex,
  shards: ReadonlyMap<string, ReadonlyMap<string, TensorRef>>,
): Map<string, TensorRef> {
  const joined = new Map<string, TensorRef>();
  for (const [name, file] of weightMap) {
    const tensor = shards.get(file)?.get(name);
    if (!tensor) throw corruptIndex(`"${name}" is not in ${file}`, { name, file });
    joined.set(name, tensor);
  }
  for (const [file, tensors] of shards) {
    for (const name of tensors.keys()) {
      if (weightMap.get(name) !== file)
        throw corruptIndex(`${file} holds "${name}", which the index does not place there`, { name, file });
    }
  }
  return joined;
}
