import { rm } from "node:fs/promises";
import { safeJoin, writeFileAtomic } from "@tiny-cats/files";
import { unwritableValue } from "../errors.ts";
import type { NamedTensors } from "../safetensors/encode-safetensors.ts";
import { planShards } from "../safetensors/plan-shards.ts";
import { toSource } from "../tensor/to-source.ts";
import { type WriteSafetensorsOptions, writeSafetensors } from "./write-safetensors.ts";

export interface WriteShardsOptions extends WriteSafetensorsOptions {
  /** Bytes of tensors in a shard at most, unless one tensor has more. 5 GB unless told. */
  maxShardBytes?: number;
  /** What the files' names begin with. "model" unless told. */
  base?: string;
}

/**
 * Writes safetensors shards and, when all of them are there, their index, named as Hugging Face names them; returns the files' names, the
 * index last. `metadata` goes into each shard. If anything fails, the shards of this call are removed.
 *
 * @throws as writeSafetensors; TinyCatsError "unwritable-value" for a name twice or a bad `maxShardBytes`.
 */
export async function writeShards(
  folder: string,
  tensors: NamedTensors,
  { maxShardBytes = 5e9, base = "model", onProgress, ...options }: WriteShardsOptions = {},
): Promise<string[]> {
  if (!(maxShardBytes >= 1)) throw unwritableValue(`shards of ${maxShardBytes} bytes can't be written`, maxShardBytes);
  const list = [...tensors].map(([name, tensor]) => [name, toSource(tensor, name)] as const);
  if (new Set(list.map(([name]) => name)).size < list.length) throw unwritableValue("two tensors have one name");
  const { shards, index } = planShards(list, { maxBytes: maxShardBytes, base });
  const written: string[] = [];
  let before = 0;
  try {
    for (const { file, tensors } of shards) {
      let last = 0;
      await writeSafetensors(safeJoin(folder, file), tensors, {
        ...options,
        onProgress: ({ bytes }) => {
          last = bytes;
          onProgress?.({ bytes: before + bytes, total: undefined });
        },
      });
      before += last;
      written.push(file);
    }
    const name = `${base}.safetensors.index.json`;
    await writeFileAtomic(safeJoin(folder, name), `${JSON.stringify(index, undefined, 2)}\n`, {
      signal: options.signal,
    });
    return [...written, name];
  } catch (error) {
    for (const file of written) await rm(safeJoin(folder, file), { force: true });
    throw error;
  }
}
