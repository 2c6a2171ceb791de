import { crc32 } from "node:zlib";
import { type WriteOptions, writeFileAtomic } from "@tiny-cats/files";
import { encodePyTorch } from "../pytorch/encode-pytorch.ts";
import type { Writable } from "../pytorch/pickle-value.ts";

export type WritePyTorchOptions = Pick<WriteOptions, "signal" | "onProgress">;

/**
 * Writes a .pt file whole or not at all, streaming from where the tensors are; see encodePyTorch for what it can hold.
 *
 * @throws TinyCatsError as encodePyTorch; FilesError as writeFileAtomic; the signal's reason.
 */
export async function writePyTorch(path: string, value: Writable, options: WritePyTorchOptions = {}): Promise<void> {
  await writeFileAtomic(path, encodePyTorch(value, { signal: options.signal, crc32 }), options);
}
