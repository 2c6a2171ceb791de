import { corruptIndex } from "../errors.ts";
import { quote } from "../quote.ts";
import type { TensorRef } from "../tensor/tensor.ts";

/**
 * The tensors of all shards, in the index's order. Each shard must hold the tensors that the index places there and no others, which is
 * seen before the next is opened, so that there are never more tensors than the index has names.
 *
 * @throws TinyCatsError "corrupt-index"; what opening throws.
 */
export async function joinShards(
  weightMap: ReadonlyMap<string, string>,
  open: (file: string) => Promise<ReadonlyMap<string, TensorRef>>,
): Promise<Map<string, TensorRef>> {
  const placed = new Map<string, number>();
  for (const file of weightMap.values()) placed.set(file, (placed.get(file) ?? 0) + 1);
  if (placed.size > 10_000) throw corruptIndex(`it names ${placed.size} shards`);
  const found = new Map<string, TensorRef>();
  for (const [file, count] of placed) {
    const tensors = await open(file);
    for (const [name, tensor] of tensors) {
      if (weightMap.get(name) !== file)
        throw corruptIndex(`${quote(file)} holds ${quote(name)}, which the index does not place there`, { name, file });
      found.set(name, tensor);
    }
    if (tensors.size < count) throw corruptIndex(`${quote(file)} holds ${tensors.size} of its ${count} tensors`, file);
  }
  return new Map(Array.from(weightMap.keys(), (name) => [name, found.get(name)!]));
}
