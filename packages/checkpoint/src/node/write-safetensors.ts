import { type WriteOptions, writeFileAtomic } from "@tiny-cats/files";
import { encodeSafetensors, type NamedTensors, type SafetensorsOptions } from "../safetensors/encode-safetensors.ts";

export type WriteSafetensorsOptions = SafetensorsOptions & Pick<WriteOptions, "onProgress">;

/**
 * Writes a safetensors file whole or not at all, streaming from where the tensors are; see encodeSafetensors for its layout.
 *
 * @throws TinyCatsError as encodeSafetensors; FilesError as writeFileAtomic; the signal's reason.
 */
export async function writeSafetensors(
  path: string,
  tensors: NamedTensors,
  { onProgress, ...options }: WriteSafetensorsOptions = {},
): Promise<void> {
  const { size, chunks } = encodeSafetensors(tensors, options);
  await writeFileAtomic(path, chunks, {
    signal: options.signal,
    onProgress: onProgress && (({ bytes }) => onProgress({ bytes, total: size })),
  });
}
