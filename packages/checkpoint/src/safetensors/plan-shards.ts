import { DTYPES } from "../dtype/dtypes.ts";
import { elementCount } from "../tensor/layout.ts";
import type { TensorData, TensorSource } from "../tensor/tensor.ts";
import type { NamedTensors } from "./encode-safetensors.ts";

interface Shard {
  file: string;
  tensors: [string, TensorSource | TensorData][];
}

export interface ShardPlan {
  shards: Shard[];
  /** What model.safetensors.index.json says. */
  index: { metadata: { total_size: number }; weight_map: Record<string, string> };
}

/** Spreads tensors over files of at most `maxBytes` of data, in their order; one that is larger has a file of its own. */
export function planShards(tensors: NamedTensors, { maxBytes, base }: { maxBytes: number; base: string }): ShardPlan {
  const parts: { size: number; tensors: Shard["tensors"] }[] = [];
  let total = 0;
  for (const [name, tensor] of tensors) {
    const size = elementCount(tensor.shape) * DTYPES[tensor.dtype].bytes;
    total += size;
    const last = parts.at(-1);
    if (last && last.size + size <= maxBytes) {
      last.size += size;
      last.tensors.push([name, tensor]);
    } else parts.push({ size, tensors: [[name, tensor]] });
  }
  const five = (n: number) => String(n).padStart(5, "0");
  const shards = parts.map(({ tensors }, i) => ({
    file: `${base}-${five(i + 1)}-of-${five(parts.length)}.safetensors`,
    tensors,
  }));
  const weightMap = shards.flatMap(({ file, tensors }) => tensors.map(([name]): [string, string] => [name, file]));
  return {
    shards,
    index: {
      metadata: { total_size: total },
      weight_map: Object.fromEntries(weightMap.sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}
