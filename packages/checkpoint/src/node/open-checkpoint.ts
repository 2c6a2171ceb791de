import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import { safeJoin } from "@tiny-cats/files";
import type { Checkpoint, OpenOptions } from "../checkpoint.ts";
import { openCheckpoint as openSource } from "../open-checkpoint.ts";
import { type FileSource, fileSource } from "./file-source.ts";

/**
 * Opens a checkpoint file: .pt, .pth or .bin of torch.save, .safetensors, or a .safetensors.index.json with its shards beside it. Only
 * headers are read, whatever the size. Close it, or hold it with `await using`.
 *
 * @throws TinyCatsError as openCheckpoint of "@tiny-cats/checkpoint", and "file-not-found", "not-a-file", "file-unreadable"; FilesError
 * "unsafe-path" where an index names a shard outside its folder.
 */
export async function openCheckpoint(path: string, options: OpenOptions = {}): Promise<Checkpoint> {
  options.signal?.throwIfAborted();
  const files: FileSource[] = [];
  const open = async (name: string) => {
    const source = await fileSource(name);
    files.push(source);
    return source;
  };
  const closeAll = async () => {
    await Promise.all(files.splice(0).map((file) => file.close()));
  };
  try {
    const openShard = (name: string) => open(safeJoin(dirname(path), name));
    const opened = await openSource(await open(path), { crc32, ...options, openShard });
    const close = async () => {
      await opened.close();
      await closeAll();
    };
    return { ...opened, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
