import type { Checkpoint, TensorData } from "@tiny-cats/checkpoint";
import { encodeSafetensors, openCheckpoint } from "@tiny-cats/checkpoint";

/** Tensors as a safetensors file that is opened again. */
export async function inMemory(
  tensors: ReadonlyMap<string, TensorData>,
  metadata: Record<string, string> = {},
): Promise<Checkpoint> {
  const { size, chunks } = encodeSafetensors(tensors, { metadata });
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return openCheckpoint(bytes);
}
